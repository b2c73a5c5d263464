// From a selection to an annotation: the form beside the passage, or a highlight at once.

import { announce } from "./announcer.js";
import { placeCards, putInOrder } from "./cards.js";
import { focusAnnotation, refocus } from "./focus.js";
import { heldRange, hold, letGo, putCaret, repaintHeld, select } from "./selection.js";
import { onEscape } from "./shortcuts.js";
import { keyFor } from "./submissions.js";
import { paneOf } from "./text.js";

const KIND = "newsarchive:kind";
const LAST = "newsarchive:last";
const desk = document.querySelector("[data-desk]");
const labelKey = `newsarchive:label:${desk?.dataset.project}`;

export function mark(selection, kind, { label, like = false, form = false } = {}) {
  const pane = paneOf(selection.text);
  const place = { version: pane.dataset.version, start: selection.start, end: selection.end };
  if (like) {
    const last = JSON.parse(sessionStorage.getItem(LAST) ?? "null");
    if (!last) return announce("Nothing was named yet. Press e for an entity or c for a claim.");
    return openForm(pane, newUrl({ ...place, kind: last.kind, like: last.id }));
  }
  localStorage.setItem(KIND, kind);
  if (kind === "highlight" && !form) return highlight(pane, place, label);
  openForm(pane, newUrl({ ...place, kind }));
}

const newUrl = (fields) => `${desk.dataset.new}?${new URLSearchParams(fields)}`;

function highlight(pane, place, label = localStorage.getItem(labelKey) ?? "") {
  localStorage.setItem(labelKey, label);
  const known = desk.querySelector(`[data-label="${label}"]`) ? label : "";
  const values = { ...place, kind: "highlight", label: known };
  values.key = keyFor(JSON.stringify(values));
  document.getSelection().collapseToEnd();
  post(desk.dataset.new, pane, values);
}

export const slotOf = (pane) => pane.querySelector("[data-slot]");

export function post(url, pane, values = {}) {
  return htmx.ajax("POST", url, { source: desk, target: slotOf(pane), swap: "innerHTML settle:0", values });
}

export function openForm(pane, url) {
  for (const form of document.querySelectorAll("[data-slot] [data-desk-form]")) {
    if (paneOf(form) !== pane) form.remove();
  }
  return htmx.ajax("GET", url, { source: desk, target: slotOf(pane), swap: "innerHTML settle:0" });
}

// A form has come into a slot: its passage stays tinted, its first field gets the focus.
function formOpened(form) {
  const pane = paneOf(form);
  const text = pane.querySelector("[data-text]");
  if (form.dataset.start) hold(text, Number(form.dataset.start), Number(form.dataset.end));
  document.querySelector("[data-toolbar]").hidden = true;
  placeCards(pane);
  const field =
    form.querySelector("[aria-invalid=true]") ??
    form.querySelector("[data-picker-text], textarea") ??
    form;
  field.focus({ preventScroll: true });
  if (field.type === "text") field.select();
  const box = form.getBoundingClientRect();
  if (box.top < 56 || box.bottom > window.innerHeight) form.scrollIntoView({ block: "nearest" });
  uncover(form);
}

// A form at the lower edge of a narrow pane must not hide the passage it is about.
function uncover(form) {
  const passage = heldRange()?.getBoundingClientRect();
  const box = form.getBoundingClientRect();
  if (!passage || passage.right < box.left || passage.left > box.right) return;
  const hidden = Math.min(passage.bottom, passage.top + 120) - box.top + 12;
  if (hidden > 0 && passage.top < box.bottom) {
    (form.closest("[data-scroller]") ?? window).scrollBy({ top: hidden, behavior: "instant" });
  }
}

export function closeForm(form) {
  const pane = paneOf(form);
  const { for: id } = form.dataset;
  form.remove();
  const held = letGo();
  placeCards(pane);
  document.dispatchEvent(new CustomEvent("reader:closed"));
  if (id) focusAnnotation(id);
  else if (held) select(held.text, held.start, held.end);
}

function saved({ id, kind, restored, said }) {
  const form = document.querySelector("[data-slot] [data-desk-form]");
  const card = document.getElementById(`a-${id}`);
  const pane = paneOf(card);
  const edited = Boolean(form?.dataset.for);
  form?.remove();
  letGo();
  if (["claim", "entity"].includes(kind)) sessionStorage.setItem(LAST, JSON.stringify({ id, kind }));
  if (!card) return;
  card.classList.add("near");
  putInOrder(card);
  refocus();
  document.dispatchEvent(new CustomEvent("reader:changed", { detail: { pane, id: String(id) } }));
  placeCards(pane);
  if (edited || restored || said) {
    focusAnnotation(String(id));
  } else if (!document.activeElement?.closest("[data-desk-form]")) {
    putCaret(pane.querySelector("[data-text]"), Number(card.dataset.end));
  }
  announce(said || (restored ? "Restored" : `Saved: ${kind}`));
}

export function setUpMarking() {
  document.addEventListener("htmx:after:swap", () => {
    const form = document.querySelector("[data-slot] [data-desk-form]:not([data-opened])");
    if (form) {
      form.dataset.opened = "";
      formOpened(form);
    } else repaintHeld();
  });
  document.addEventListener("annotation:saved", ({ detail }) => saved(detail));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open], a[data-cancel]");
    const pane = link && paneOf(link);
    if (!pane || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches("[data-open]")) openForm(pane, link.href);
    else if (link.matches("[data-take-theirs]")) {
      history.replaceState(history.state, "", new URL(link.href).hash);
      location.reload();
    } else closeForm(link.closest("[data-desk-form]"));
  });
  onEscape(30, () => {
    const form = document.querySelector("[data-slot] [data-desk-form]");
    if (form) closeForm(form);
    return Boolean(form);
  });
}
