// What is selected in a text: as long as it is, marking keys and the toolbar are there.

import { rangeOf, spanOf, textOf } from "./text.js";

let held = null;
let pointerDown = false;

// {text, start, end, quote, key} of the selection within one text, or null.
export function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = textOf(range.startContainer) ?? textOf(range.endContainer) ?? textOf(selection.anchorNode);
  if (!text) return null;
  const span = spanOf(range, text);
  if (!span) return null;
  const quote = range.toString();
  if (!quote.trim()) return null;
  return { text, ...span, quote, range };
}

export function select(text, start, end) {
  const range = rangeOf(text, start, end);
  if (!range) return;
  text.focus({ preventScroll: true });
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  reveal(range);
}

export function putCaret(text, offset) {
  const range = rangeOf(text, offset, offset);
  if (!range) return;
  text.focus({ preventScroll: true });
  document.getSelection().collapse(range.endContainer, range.endOffset);
}

export function clearSelection() {
  document.getSelection().removeAllRanges();
}

// While a form is open the browser's selection goes into its fields: the passage stays tinted.
export function hold(text, start, end) {
  held = { text, start, end };
  paint("span", rangeOf(text, start, end));
}

export function letGo() {
  const was = held;
  held = null;
  paint("span", null);
  return was;
}

export const heldRange = () => (held ? rangeOf(held.text, held.start, held.end) : null);

export function repaintHeld() {
  if (held) paint("span", heldRange());
}

export function paint(name, range) {
  if (!CSS.highlights) return;
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
}

// Scrolls whatever scrolls so that the range is comfortably in view.
export function reveal(range) {
  const element = range.startContainer.parentElement;
  const box = range.getBoundingClientRect();
  const scroller = element?.closest("[data-scroller]");
  const frame = scroller
    ? scroller.getBoundingClientRect()
    : { top: 64, bottom: window.innerHeight };
  const low = frame.top + 24;
  const high = frame.bottom - Math.min(140, (frame.bottom - frame.top) / 3);
  if (box.top >= low && box.bottom <= high) return;
  const middle = frame.top + (frame.bottom - frame.top) * 0.35;
  (scroller ?? window).scrollBy({ top: box.top - middle, behavior: "instant" });
}

export function setUpSelection() {
  const announce = () =>
    document.dispatchEvent(new CustomEvent("reader:selection", { detail: selected() }));
  document.addEventListener("pointerdown", (event) => {
    pointerDown = Boolean(textOf(event.target));
  });
  for (const type of ["pointerup", "pointercancel"]) {
    document.addEventListener(type, () => {
      pointerDown = false;
      // The selection of a double click is there only after the event.
      setTimeout(announce);
    });
  }
  document.addEventListener("selectionchange", () => {
    if (!pointerDown) announce();
  });
}
