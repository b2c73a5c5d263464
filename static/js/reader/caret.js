// A caret in the text, so that a passage can be selected with the keyboard alone.

import { clearSelection, select } from "./selection.js";
import { offsetOf, pointAt, paneOf } from "./text.js";
import { onKey } from "./shortcuts.js";

const MOVES = {
  ArrowLeft: ["left", "character"],
  ArrowRight: ["right", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};

export function setUpCaret(text) {
  const caret = document.createElement("div");
  caret.className = "caret";
  caret.hidden = true;
  text.after(caret);

  text.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || event.altKey || event.metaKey) return;
    event.preventDefault();
    const selection = document.getSelection();
    if (!text.contains(selection.focusNode)) startAtView(text);
    const [node, index] = [selection.focusNode, selection.focusOffset];
    let [direction, unit] = move;
    if (event.ctrlKey && unit === "character") unit = "word";
    if (event.ctrlKey && unit === "lineboundary") toEdge(text, direction, event.shiftKey);
    else selection.modify(event.shiftKey ? "extend" : "move", direction, unit);
    if (!text.contains(selection.focusNode) || selection.focusNode === text) {
      if (event.shiftKey) selection.extend(node, index);
      else selection.collapse(node, index);
    }
    show(caret, text, true);
  });
  text.addEventListener("focus", () => {
    const selection = document.getSelection();
    if (!text.contains(selection.focusNode) && text.matches(":focus-visible")) startAtView(text);
    show(caret, text, false);
  });
  text.addEventListener("blur", () => (caret.hidden = true));
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === text) show(caret, text, false);
  });
}

// `[` and `]`: the sentence before or after, from a list of spans that the server made.
export function setUpSentences() {
  const step = (forward) => {
    const selection = document.getSelection();
    const pane =
      paneOf(selection.focusNode) ?? paneOf(document.activeElement) ?? document.querySelector("[data-pane]");
    const text = pane.querySelector("[data-text]");
    const spans = JSON.parse(pane.querySelector("[data-sentences]").textContent);
    if (!text.contains(selection.focusNode)) startAtView(text);
    const range = selection.getRangeAt(0);
    const start = offsetOf(text, range.startContainer, range.startOffset, false);
    const end = offsetOf(text, range.endContainer, range.endOffset, true);
    // With a part of a sentence selected, that sentence comes first.
    const next = forward
      ? spans.find(([from, to]) => to > end || (to === end && from < start))
      : spans.findLast(([from, to]) => from < start || (from === start && to > end));
    if (next) select(text, ...next);
  };
  onKey("]", () => step(true));
  onKey("[", () => step(false));
}

// The first block that is in view.
function startAtView(text) {
  const top = text.closest("[data-scroller]")?.getBoundingClientRect().top ?? 56;
  const block =
    [...text.children].find((child) => child.getBoundingClientRect().bottom > top + 20) ??
    text.firstElementChild;
  if (!block) return clearSelection();
  const point = pointAt(text, Number(block.dataset.start), false);
  document.getSelection().collapse(...point);
}

function toEdge(text, direction, extend) {
  const block = direction === "forward" ? text.lastElementChild : text.firstElementChild;
  const range = document.createRange();
  range.selectNodeContents(block);
  const [node, index] =
    direction === "forward"
      ? [range.endContainer, range.endOffset]
      : [range.startContainer, range.startOffset];
  if (extend) document.getSelection().extend(node, index);
  else document.getSelection().collapse(node, index);
}

function show(caret, text, follow) {
  const selection = document.getSelection();
  caret.hidden = document.activeElement !== text || !text.contains(selection.focusNode);
  if (caret.hidden) return;
  const box = boxAt(selection.focusNode, selection.focusOffset);
  const frame = caret.offsetParent.getBoundingClientRect();
  caret.style.insetBlockStart = `${box.top - frame.top}px`;
  caret.style.left = `${box.left - frame.left}px`;
  caret.style.blockSize = `${box.height}px`;
  if (follow) caret.scrollIntoView({ block: "nearest" });
}

// A collapsed range has no box where a line or a block begins: the box of a neighbour does.
function boxAt(node, index) {
  const range = document.createRange();
  range.setStart(node, index);
  range.collapse(true);
  const own = range.getClientRects();
  if (own.length) return own[own.length - 1];
  if (node.nodeType === Node.TEXT_NODE && index < node.data.length) {
    range.setEnd(node, index + 1);
    return range.getBoundingClientRect();
  }
  const element = node.nodeType === Node.ELEMENT_NODE ? (node.childNodes[index] ?? node) : node.parentElement;
  const box = (element instanceof Element ? element : element.parentElement).getBoundingClientRect();
  return new DOMRect(box.left, box.top, 0, 24);
}
