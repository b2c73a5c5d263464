// The toolbar near the selection. It never takes the focus or the selection away.

import { paneOf } from "./text.js";
import { selected } from "./selection.js";
import { onEscape, onKey } from "./shortcuts.js";

const GAP = 8;

export function setUpToolbar(toolbar, mark) {
  // A press on a button would move the focus, and the selection with it.
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    const selection = selected();
    if (button && selection) mark(selection, button.dataset.mark, { label: button.dataset.label });
  });
  document.addEventListener("reader:selection", ({ detail }) => {
    toolbar.hidden = !detail || formHasFocus();
    if (!toolbar.hidden) place(toolbar, detail.range);
  });
  window.addEventListener("scroll", () => {
    const selection = toolbar.hidden ? null : selected();
    if (selection) place(toolbar, selection.range);
  }, { passive: true, capture: true });

  for (const button of toolbar.querySelectorAll("[data-mark][aria-keyshortcuts]")) {
    onKey(button.getAttribute("aria-keyshortcuts"), () => {
      const selection = selected();
      if (!selection) return false;
      mark(selection, button.dataset.mark, { label: button.dataset.label });
    });
  }
  onKey("Enter", () => {
    const selection = selected();
    if (!selection) return false;
    mark(selection, localStorage.getItem("newsarchive:kind") ?? "claim", { form: true });
  });
  onKey("l", () => {
    const selection = selected();
    if (!selection) return false;
    mark(selection, "", { like: true });
  });
  onEscape(20, () => {
    if (toolbar.hidden || !selected()) return false;
    document.getSelection().collapseToEnd();
    return true;
  });
}

const formHasFocus = () => Boolean(document.activeElement?.closest("[data-desk-form]"));

function place(toolbar, range) {
  const box = range.getBoundingClientRect();
  const pane = paneOf(range.startContainer).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = toolbar;
  const top = box.top - height - GAP;
  const below = Math.min(box.bottom + GAP, window.innerHeight - height - GAP);
  const middle = (Math.max(box.left, pane.left) + Math.min(box.right, pane.right)) / 2;
  const left = Math.min(Math.max(middle - width / 2, GAP), window.innerWidth - width - GAP);
  // On a phone the stylesheet docks it at the lower edge, whatever is set here.
  const docked = window.matchMedia("(max-width: 40rem)").matches;
  toolbar.style.left = docked ? "" : `${left}px`;
  toolbar.style.top = docked ? "" : `${top < 60 ? below : top}px`;
}
