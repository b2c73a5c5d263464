// Panes side by side: their widths, remembered, and on a phone the one that is asked for.

import { clearSelection } from "./selection.js";
import { onKey } from "./shortcuts.js";
import { paneOf } from "./text.js";

const KEY = "newsarchive:panes";
const LEAST = 15;

export function setUpPanes() {
  const container = document.querySelector("[data-panes]");
  if (!container) return;
  const frames = [...container.querySelectorAll("[data-scroller]")];
  const separators = [...container.querySelectorAll("[data-separator]")];
  const key = `${KEY}:${frames.length}`;
  let widths = remembered(key, frames.length);

  const apply = () => {
    container.style.gridTemplateColumns = widths
      .map((width) => `minmax(0, ${width}fr)`)
      .join(" auto ");
    separators.forEach((separator, place) => {
      separator.setAttribute("aria-valuenow", Math.round(widths[place]));
      separator.setAttribute("aria-valuemax", Math.round(widths[place] + widths[place + 1] - LEAST));
    });
  };
  const move = (place, width) => {
    const both = widths[place] + widths[place + 1];
    const left = Math.min(Math.max(width, LEAST), both - LEAST);
    widths = widths.with(place, left).with(place + 1, both - left);
    apply();
    localStorage.setItem(key, JSON.stringify(widths));
  };

  separators.forEach((separator, place) => {
    separator.hidden = false;
    separator.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -2, ArrowRight: 2, Home: -100, End: 100 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(place, widths[place] + step);
    });
    separator.addEventListener("dblclick", () => move(place, (widths[place] + widths[place + 1]) / 2));
    separator.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      separator.setPointerCapture(event.pointerId);
      const from = widths.slice(0, place).reduce((sum, width) => sum + width, 0);
      const box = container.getBoundingClientRect();
      const drag = ({ clientX }) => move(place, ((clientX - box.left) / box.width) * 100 - from);
      separator.addEventListener("pointermove", drag);
      separator.addEventListener(
        "lostpointercapture",
        () => separator.removeEventListener("pointermove", drag),
        { once: true },
      );
    });
  });
  apply();

  document.querySelector("[data-pane-tabs]").addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab) return;
    event.preventDefault();
    bringToView(document.querySelector(tab.getAttribute("href")));
  });
  onKey("w", () => {
    const panes = [...container.querySelectorAll("[data-pane]")];
    const here = paneOf(document.activeElement) ?? paneOf(document.getSelection().anchorNode);
    const next = panes[(panes.indexOf(here) + 1) % panes.length];
    bringToView(next);
    clearSelection();
    next.querySelector("[data-text]").focus({ preventScroll: true });
  });
  document.addEventListener("reader:show", ({ target }) => bringToView(target));
}

// On a phone the panes are beside each other, and one is seen at a time.
function bringToView(pane) {
  const frame = pane.closest("[data-scroller]");
  const container = frame.parentElement;
  if (container.scrollWidth > container.clientWidth + 1) container.scrollTo({ left: frame.offsetLeft - container.offsetLeft });
}

function remembered(key, count) {
  const even = Array(count).fill(100 / count);
  try {
    const widths = JSON.parse(localStorage.getItem(key));
    return widths?.length === count && widths.every((width) => width >= LEAST) ? widths : even;
  } catch {
    return even;
  }
}
