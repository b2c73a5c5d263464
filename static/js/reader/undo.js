// What the focused card's tools do; a deletion can be taken back from its toast or by Ctrl+Z.

import { announce } from "./announcer.js";
import { cardOf, placeCards } from "./cards.js";
import { focusAnnotation, focusedCard, leaveFocus, saveTools } from "./focus.js";
import { openForm, post } from "./marking.js";
import { isTyping } from "../typing.js";
import { onKey } from "./shortcuts.js";
import { paneOf } from "./text.js";

const STAYS = 15_000;
const desk = document.querySelector("[data-desk]");
const address = (id, what = "") => `${desk.dataset.annotations}${id}/${what}`;

const actions = {
  edit: (card) => openForm(paneOf(card), address(card.dataset.card, "edit/")),
  reply: (card) => openForm(paneOf(card), address(card.dataset.card, "reply/")),
  delete: (card) => remove(card),
  link: (card) => copy(new URL(address(card.dataset.card), location.href).href),
  close: () => leaveFocus(),
};

function remove(card) {
  const pane = paneOf(card);
  const next = card.nextElementSibling ?? card.previousElementSibling;
  leaveFocus();
  saveTools();
  post(address(card.dataset.card, "delete/"), pane, { revision: card.dataset.revision }).then(() => {
    // Still there: it was changed meanwhile, and a form that says so has the focus.
    if (cardOf(card.dataset.card)) return;
    if (next?.dataset.card && cardOf(next.dataset.card)) focusAnnotation(next.dataset.card);
    else pane.querySelector("[data-text]").focus({ preventScroll: true });
  });
}

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link);
    announce("Link copied");
    showCopied();
  } catch {
    // Without https a page may not write to the clipboard: the address bar has the link.
    history.replaceState(history.state, "", link.replace(/.*(?=#)/, ""));
    announce("The address bar has the link");
  }
}

function showCopied() {
  const button = document.querySelector("[data-do=link]");
  button.setAttribute("aria-pressed", "true");
  const text = button.lastChild;
  const before = text.textContent;
  text.textContent = " Copied";
  setTimeout(() => (text.textContent = before), 1500);
}

export function setUpUndo() {
  document.querySelector("[data-tools]").addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do](button.closest("[data-card]"));
  });
  onKey("Enter", () => {
    const card = focusedCard();
    if (!card || document.activeElement !== card || card.dataset.editable === undefined) return false;
    actions.edit(card);
  });
  onKey("Delete", () => {
    const card = focusedCard();
    if (!card || !card.contains(document.activeElement) || card.dataset.editable === undefined) return false;
    remove(card);
  });

  const toasts = document.getElementById("toasts");
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const toast of addedNodes) if (toast.matches?.("[data-toast]")) expire(toast);
    }
  }).observe(toasts, { childList: true });
  toasts.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
  });
  document.addEventListener("annotation:deleted", ({ detail }) => {
    const form = document.querySelector(`[data-slot] [data-kind=delete][data-for="${detail.id}"]`);
    if (!form) return;
    const pane = paneOf(form);
    form.remove();
    placeCards(pane);
  });
  document.addEventListener("annotation:saved", ({ detail, target }) => {
    if (detail.restored) (target.closest?.("[data-toast]") ?? toasts.querySelector("[data-undo]"))?.remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    const last = [...toasts.querySelectorAll("[data-undo]")].at(-1);
    if (!last || isTyping(event.target)) return;
    event.preventDefault();
    last.requestSubmit();
  });
}

// A toast that is pointed at or has the focus stays.
function expire(toast) {
  const attempt = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(attempt, 3000);
    else toast.remove();
  };
  setTimeout(attempt, STAYS);
}
