// One annotation at a time is in focus: its card and its passage show it, and the address names it.

import { announce } from "./announcer.js";
import { cardOf, keepAtPassage, marksOf, placeCards } from "./cards.js";
import { reveal } from "./selection.js";
import { onEscape, onKey } from "./shortcuts.js";
import { paneOf } from "./text.js";

let current = null;

export const focusedCard = () => (current ? cardOf(current) : null);

export function focusAnnotation(id, { toText = false, flash = false, takeFocus = true } = {}) {
  const card = cardOf(id);
  if (!card) return false;
  if (current && current !== id) unmark(current);
  current = id;
  card.hidden = false;
  const list = card.closest("details");
  // Hidden until now, where it is the first orphan.
  if (list) [list.hidden, list.open] = [false, true];
  card.classList.add("is-focused", "near");
  const pane = paneOf(card);
  const marks = marksOf(id, pane);
  for (const mark of marks) mark.closest(".block").classList.add("near");
  for (const mark of marks) mark.classList.add("is-focused");
  const tools = document.querySelector("[data-tools]");
  tools.hidden = false;
  card.append(tools);
  keepAtPassage(id);
  placeCards(pane);
  if (takeFocus) card.focus({ preventScroll: true });
  if (toText && marks.length) show(pane, marks[0]);
  if (flash) for (const mark of marks) flashOnce(mark);
  history.replaceState(history.state, "", `#a-${id}`);
  return true;
}

export function leaveFocus() {
  if (!current) return false;
  const pane = paneOf(cardOf(current));
  unmark(current);
  current = null;
  keepAtPassage(null);
  const tools = document.querySelector("[data-tools]");
  tools.hidden = true;
  document.querySelector("[data-desk]").append(tools);
  if (pane) placeCards(pane);
  history.replaceState(history.state, "", location.pathname + location.search);
  return true;
}

// A card or a block came anew from the server: it does not know what is in focus.
export function refocus() {
  if (!current) return;
  if (!cardOf(current)) {
    current = null;
    keepAtPassage(null);
  } else {
    cardOf(current).classList.add("is-focused");
    for (const mark of marksOf(current)) mark.classList.add("is-focused");
  }
}

// Before a swap throws the focused card away, the tools leave it.
export function saveTools() {
  const tools = document.querySelector("[data-tools]");
  tools.hidden = true;
  document.querySelector("[data-desk]").append(tools);
}

function unmark(id) {
  cardOf(id)?.classList.remove("is-focused");
  for (const mark of marksOf(id)) mark.classList.remove("is-focused");
}

function show(pane, mark) {
  const range = document.createRange();
  range.selectNodeContents(mark);
  pane.dispatchEvent(new CustomEvent("reader:show", { bubbles: true }));
  reveal(range);
}

function flashOnce(mark) {
  mark.classList.remove("flash");
  void mark.offsetWidth;
  mark.classList.add("flash");
  setTimeout(() => mark.classList.remove("flash"), 2000);
}

export function setUpFocus() {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-a]");
    if (mark && document.getSelection().isCollapsed) return cycle(mark);
    const card = event.target.closest("[data-card]");
    if (card && !event.target.closest("a, button, [data-tools]")) {
      if (document.getSelection().isCollapsed) focusAnnotation(card.dataset.card, { toText: true, flash: true });
    }
  });
  // Tab into a card focuses its annotation, as a click does. Cards move then: never between a press
  // on one of its buttons and the click, which would miss it.
  let isPressed = false;
  document.addEventListener("pointerdown", () => (isPressed = true), true);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => (isPressed = false), true);
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (isPressed || !card || card.dataset.card === current) return;
    focusAnnotation(card.dataset.card, { takeFocus: false, toText: true });
  });
  onKey("j", () => step(1));
  onKey("k", () => step(-1));
  onEscape(10, () => {
    const card = focusedCard();
    const text = card && paneOf(card).querySelector("[data-text]");
    if (!leaveFocus()) return false;
    text?.focus({ preventScroll: true });
    return true;
  });
  window.addEventListener("hashchange", followAddress);
  followAddress();
}

function followAddress() {
  const id = location.hash.match(/^#a-(\d+)$/)?.[1];
  if (id && id !== current) focusAnnotation(id, { toText: true, flash: true });
}

// The shortest of overlapping annotations first; clicked again, the next longer one.
function cycle(mark) {
  const cards = mark.dataset.a.split(" ").map(cardOf).filter((card) => card && !card.hidden);
  if (!cards.length) return;
  cards.sort((a, b) => length(a) - length(b));
  const at = cards.findIndex((card) => card.dataset.card === current);
  const card = cards[(at + 1) % cards.length];
  focusAnnotation(card.dataset.card);
  if (cards.length > 1) announce(`${cards.indexOf(card) + 1} of ${cards.length} annotations here`);
}

const length = (card) => card.dataset.end - card.dataset.start;

function step(direction) {
  const pane = paneOf(focusedCard() ?? document.activeElement) ?? paneOf(document.getSelection().anchorNode) ?? document.querySelector("[data-pane]");
  const cards = [...pane.querySelectorAll("[data-card]:not([hidden])")].filter(
    (card) => !card.closest("details:not([open])"),
  );
  if (!cards.length) return;
  const at = cards.findIndex((card) => card.dataset.card === current);
  const next = cards[at < 0 ? (direction > 0 ? 0 : cards.length - 1) : at + direction];
  if (next) focusAnnotation(next.dataset.card, { toText: true });
  else announce(direction > 0 ? "Last annotation" : "First annotation");
}
