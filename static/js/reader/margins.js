// Keeps the cards of each pane placed: when it opens, scrolls, changes its width or its text.

import { cardOf, placeCards } from "./cards.js";

const MANY = 150;

// With hundreds of cards only those of the blocks near the view are laid out.
function keepNear(pane) {
  const margin = pane.querySelector("[data-margin]");
  const text = pane.querySelector("[data-text]");
  if (margin.querySelectorAll("[data-card]").length < MANY) return;
  margin.dataset.placed = "near";
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) bringNear(target, isIntersecting);
      placeCards(pane);
    },
    { root: pane.closest("[data-scroller]"), rootMargin: "900px 0px" },
  );
  for (const block of text.children) observer.observe(block);
  // A block that comes anew from the server takes the place of one that was watched.
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const block of addedNodes) {
        if (!block.matches?.(".block")) continue;
        observer.observe(block);
        bringNear(block, true);
      }
    }
    placeCards(pane);
  }).observe(text, { childList: true });
}

function bringNear(block, isNear) {
  if (block.classList.contains("near") === isNear) return;
  block.classList.toggle("near", isNear);
  for (const mark of block.querySelectorAll("mark")) {
    for (const id of mark.dataset.a.split(" ")) cardOf(id)?.classList.toggle("near", isNear);
  }
}

export function setUpMargins(panes) {
  // It reports once at the start, and again when fonts arrive or a pane changes its width.
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) placeCards(entry.target.closest("[data-pane]"));
  });
  for (const pane of panes) {
    pane.querySelector("[data-margin]").dataset.placed = "";
    keepNear(pane);
    observer.observe(pane.querySelector("[data-text]"));
  }
}
