// `f`: find words in the text; leaving the field selects them, so that they can be marked.

import { announce } from "./announcer.js";
import { paint, reveal, select } from "./selection.js";
import { codePoints, paneOf, rangeOf } from "./text.js";
import { onEscape, onKey } from "./shortcuts.js";

export function setUpFind(form) {
  const field = form.querySelector("input");
  const count = form.querySelector("[data-find-count]");
  let text = null;
  let hits = [];
  let at = -1;

  const open = () => {
    const pane =
      paneOf(document.activeElement) ??
      paneOf(document.getSelection().anchorNode) ??
      document.querySelector("[data-pane]");
    text = pane.querySelector("[data-text]");
    form.hidden = false;
    field.select();
    field.focus();
  };
  const close = () => {
    if (form.hidden) return false;
    form.hidden = true;
    paint("found", null);
    const hit = hits[at];
    if (hit) select(text, hit.start, hit.end);
    else text.focus({ preventScroll: true });
    if (hit) announce(`Selected: ${field.value}`);
    return true;
  };
  const go = (place) => {
    at = hits.length ? (place + hits.length) % hits.length : -1;
    const hit = hits[at];
    count.textContent = field.value ? (hit ? `${at + 1} of ${hits.length}` : "not in this text") : "";
    const range = hit ? rangeOf(text, hit.start, hit.end) : null;
    paint("found", range);
    if (range) reveal(range);
  };

  field.addEventListener("input", () => {
    hits = field.value ? occurrences(text, field.value) : [];
    go(firstAfterView());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(at + 1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      go(at - 1);
    }
  });
  onKey("f", open);
  onEscape(40, close);

  function firstAfterView() {
    const caret = document.getSelection();
    if (!text.contains(caret.anchorNode)) return 0;
    const block = caret.anchorNode.parentElement?.closest(".block");
    const from = Number(block?.dataset.start ?? 0);
    return Math.max(0, hits.findIndex((hit) => hit.start >= from));
  }
}

// Spans of `words` in a text, whatever their case and white space. What a keyboard types stands for
// what a newspaper prints: straight quotes and hyphens for typographic ones.
function occurrences(text, words) {
  const pattern = words
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replace(/\s+/g, "\\s+")
    .replace(/['‘’]/g, "['‘’]")
    .replace(/["“”„«»]/g, '["“”„«»]')
    .replace(/[-‐‑–—]/g, "[-‐‑–—]");
  if (!pattern) return [];
  const expression = new RegExp(pattern, "giu");
  const hits = [];
  for (const block of text.children) {
    const string = block.textContent;
    for (const match of string.matchAll(expression)) {
      const start = Number(block.dataset.start) + codePoints(string.slice(0, match.index));
      hits.push({ start, end: start + codePoints(match[0]) });
    }
  }
  return hits;
}
