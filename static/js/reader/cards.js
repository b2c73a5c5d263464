// Puts each card beside its passage, without overlaps; the focused one exactly there.

import { rangeOf } from "./text.js";

const GAP = 8;
let focusedId = null;

export const cardOf = (id) => document.getElementById(`a-${id}`);
export const marksOf = (id, within = document) => within.querySelectorAll(`mark[data-a~="${id}"]`);

export function keepAtPassage(id) {
  focusedId = id;
}

// Reading order: by start, the longer of two that start together first.
export function compareCards(a, b) {
  return (
    a.dataset.start - b.dataset.start ||
    b.dataset.end - a.dataset.end ||
    a.dataset.card - b.dataset.card
  );
}

// A card that has just come to the end of the list goes to its place in it.
export function putInOrder(card) {
  const list = card.parentElement;
  const next = [...list.children].find(
    (other) => other !== card && other.dataset.card && compareCards(card, other) < 0,
  );
  list.insertBefore(card, next ?? null);
}

export function placeCards(pane) {
  const margin = pane.querySelector("[data-margin]");
  const slot = margin.querySelector("[data-slot]");
  const form = slot.querySelector("[data-desk-form]");
  const near = margin.dataset.placed === "near" ? ".near" : "";
  const cards = [...margin.querySelectorAll(`[data-card]${near}:not([hidden])`)];
  const probe = cards[0] ?? slot;
  if (getComputedStyle(probe).position !== "absolute") {
    for (const element of [...cards, slot]) {
      element.style.removeProperty("top");
      element.classList.remove("no-room");
    }
    margin.style.removeProperty("min-block-size");
    return;
  }
  // First everything is read, then everything is written: one layout and not thousands.
  const frame = margin.getBoundingClientRect().top;
  const tops = passageTops(pane.querySelectorAll(`.block${near} mark`), frame);
  const items = cards.map((card) => ({
    element: card,
    at: Number(card.dataset.start),
    wanted: tops.get(card.dataset.card) ?? 0,
    height: card.offsetHeight,
    first: !form && card.dataset.card === focusedId,
  }));
  if (form?.dataset.start) {
    items.push({
      element: slot,
      at: Number(form.dataset.start) - 0.5,
      wanted: Math.max(0, topOf(pane, form) - frame - 4),
      height: slot.offsetHeight,
      first: true,
    });
    items.sort((a, b) => a.at - b.at);
  }
  const end = spread(items);
  for (const { element, top } of items) {
    const value = `${Math.round(top)}px`;
    if (element.style.top !== value) element.style.top = value;
    element.classList.toggle("no-room", top < 0);
  }
  margin.style.minBlockSize = `${Math.ceil(end)}px`;
}

// Each one goes below the one before; those above the first one move up to make room for it, above
// the margin's beginning where they are too many. Returns where the last one ends.
function spread(items) {
  const anchor = items.findIndex((item) => item.first);
  let floor = 0;
  items.forEach((item, place) => {
    item.top = place === anchor ? item.wanted : Math.max(item.wanted, floor);
    floor = item.top + item.height + GAP;
  });
  let ceiling = items[anchor]?.top ?? Infinity;
  for (const item of items.slice(0, Math.max(anchor, 0)).reverse()) {
    item.top = Math.min(item.top, ceiling - item.height - GAP);
    ceiling = item.top;
  }
  return floor;
}

function passageTops(marks, frame) {
  const tops = new Map();
  for (const mark of marks) {
    const fresh = mark.dataset.a.split(" ").filter((id) => !tops.has(id));
    if (!fresh.length) continue;
    const top = mark.getClientRects()[0]?.top ?? frame;
    for (const id of fresh) tops.set(id, top - frame - 4);
  }
  return tops;
}

// Where the passage of a form begins on the screen.
function topOf(pane, form) {
  const start = Number(form.dataset.start);
  const range = rangeOf(pane.querySelector("[data-text]"), start, start + 1);
  return range?.getClientRects()[0]?.top ?? 0;
}
