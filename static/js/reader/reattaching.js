// After a revision: confirming where an annotation stands, and putting it on another passage.

import { announce } from "./announcer.js";
import { cardOf } from "./cards.js";
import { focusAnnotation, leaveFocus, saveTools } from "./focus.js";
import { closeForm, post } from "./marking.js";
import { selected } from "./selection.js";
import { onEscape, onKey } from "./shortcuts.js";
import { paneOf } from "./text.js";

const bar = document.querySelector("[data-attaching]");
let waiting = null;
let seen = null; // the revision of it that the person saw

// While an annotation waits for its passage, Enter and the bar's button attach it to the selection.
function begin(card, revision) {
  waiting = card.dataset.card;
  seen = revision;
  const pane = paneOf(card);
  const form = pane.querySelector("[data-slot] [data-desk-form]");
  if (form) closeForm(form);
  leaveFocus();
  card.closest("details")?.removeAttribute("open");
  card.classList.add("is-waiting");
  bar.querySelector("[data-attaching-quote]").textContent = shortened((card.querySelector("blockquote s") ?? card.querySelector("blockquote")).textContent);
  bar.hidden = false;
  document.documentElement.classList.add("is-attaching");
  pane.querySelector("[data-text]").focus({ preventScroll: true });
  follow(selected());
  announce("Select the passage in the text, then press Enter. Escape leaves it as it is.");
}

function end() {
  const id = waiting;
  waiting = null;
  bar.hidden = true;
  document.documentElement.classList.remove("is-attaching");
  cardOf(id)?.classList.remove("is-waiting");
  return id;
}

function attach() {
  const selection = selected();
  const card = cardOf(waiting);
  if (!selection || !card) return false;
  const pane = paneOf(selection.text);
  if (pane !== paneOf(card)) return announce("An annotation stays with its article. Select there.");
  const { version } = pane.dataset;
  const { start, end: upTo } = selection;
  const id = end();
  document.getSelection().collapseToEnd();
  saveTools();
  post(address(id, "reattach/"), pane, { revision: seen, version, start, end: upTo });
}

function settle(card, revision, what) {
  saveTools();
  post(address(card.dataset.card, what), paneOf(card), { revision });
}

const address = (id, what) => `${document.querySelector("[data-desk]").dataset.annotations}${id}/${what}`;
const shortened = (text) => (text.length > 70 ? `${text.slice(0, 69).trimEnd()}…` : text);
const follow = (selection) => (bar.querySelector("[data-attach]").disabled = !selection);

// How many orphans are listed, after one was attached, deleted or restored.
function count() {
  for (const list of document.querySelectorAll("[data-orphans]")) {
    const left = list.querySelectorAll("[data-card]").length;
    list.querySelector("[data-orphan-count]").textContent = left;
    list.hidden = !left;
  }
}

export function setUpReattaching() {
  for (const type of ["annotation:saved", "annotation:deleted"]) {
    document.addEventListener(type, () => setTimeout(count));
  }
  if (!bar) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-confirm], a[data-orphan], a[data-reattach]");
    if (!link || !paneOf(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const form = link.closest("[data-desk-form]");
    const card = link.closest("[data-card]") ?? cardOf(form?.dataset.for);
    if (!card) return;
    event.preventDefault();
    // A form that says what somebody else changed knows a later revision than the card.
    const revision = form?.elements.revision.value ?? card.dataset.revision;
    if (link.matches("[data-confirm]")) settle(card, revision, "confirm/");
    else if (link.matches("[data-orphan]")) settle(card, revision, "orphan/");
    else begin(card, revision);
  });
  // A press on the bar would move the focus, and the selection with it.
  for (const type of ["pointerdown", "mousedown"]) bar.addEventListener(type, (event) => event.preventDefault());
  bar.querySelector("[data-attach]").addEventListener("click", attach);
  bar.querySelector("[data-stop-attaching]").addEventListener("click", () => focusAnnotation(end()));
  document.addEventListener("reader:selection", ({ detail }) => waiting && follow(detail));
  onKey("Enter", () => (waiting ? attach() : false));
  onEscape(25, () => {
    if (!waiting) return false;
    focusAnnotation(end());
    return true;
  });
}
