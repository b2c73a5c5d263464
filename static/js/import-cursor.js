// The row in focus of a batch's table, moved by keys, with its preview beside the table.
// Shortcuts never act while somebody types or has a menu or a dialog open.

import { isTyping } from "./typing.js";

const WAIT = 120; // milliseconds; who holds a key down does not want every preview

let timer = 0;
let last = ""; // the id of the row that was in focus last
let lastTicked = null;

const pane = () => document.querySelector("[data-preview-pane]");
const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector('[data-row][aria-current="true"]');

function moveTo(row, { focus = true, load = true } = {}) {
  if (!row) return;
  for (const other of rows()) {
    if (other !== row) other.removeAttribute("aria-current");
  }
  row.setAttribute("aria-current", "true");
  last = row.id;
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  const address = new URL(location.href);
  address.searchParams.set("item", row.dataset.item);
  history.replaceState(history.state, "", address);
  clearTimeout(timer);
  if (load && !isHidden()) timer = setTimeout(() => preview(row), WAIT);
}

function preview(row, view = pane().querySelector('[data-view][aria-current="true"]')?.dataset.view) {
  const address = view ? `${row.dataset.preview}?view=${view}` : row.dataset.preview;
  htmx.ajax("GET", address, { source: pane(), target: pane(), swap: "innerMorph" });
  pane().dataset.open = "";
  pane().querySelector("[data-preview-body]")?.scrollTo(0, 0);
}

function isHidden() {
  return pane().matches("[data-closed]") || (matchMedia("(max-width: 64rem)").matches && !("open" in pane().dataset));
}

function toggle() {
  const hide = !isHidden();
  pane().toggleAttribute("data-closed", hide);
  pane().closest("[data-triage]").toggleAttribute("data-alone", hide);
  if (hide) {
    delete pane().dataset.open;
    current()?.focus();
  } else if (current()) preview(current());
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  moveTo(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function tick(upTo) {
  const box = current()?.querySelector('input[name="item"]');
  if (!box || box.disabled) return;
  const all = rows();
  const [from, to] = [all.indexOf(lastTicked), all.indexOf(current())].sort((a, b) => a - b);
  box.click();
  if (upTo && from >= 0) {
    for (const row of all.slice(from, to + 1)) {
      const other = row.querySelector('input[name="item"]');
      if (other && other.checked !== box.checked) other.click();
    }
  }
  lastTicked = current();
}

function act(key) {
  const button = document.querySelector(`[data-chosen] [data-key="${key}"]`);
  if (!button) return;
  if (button.disabled) tick(false);
  // Of all that match, one key is too little: it only goes to the button.
  if (document.querySelector("[data-choose-found]")?.checked) button.focus();
  else if (!button.disabled) button.click();
}

function setForChosen() {
  const menu = document.querySelector("[data-bulk]");
  if (!menu) return;
  if (menu.querySelector("[data-needs-choice]").disabled) {
    tick(false);
    menu.dataset.bulk = "row"; // which is not meant with the next one
  }
  menu.open = true;
  menu.querySelector("input").focus();
}

function nextView() {
  const views = [...pane().querySelectorAll("[data-view]")];
  const at = views.findIndex((view) => view.hasAttribute("aria-current"));
  const next = views[(at + 1) % views.length];
  if (!next) return;
  views[at]?.removeAttribute("aria-current"); // at once, so that the key can be pressed twice
  next.setAttribute("aria-current", "true");
  if (current()) preview(current(), next.dataset.view);
}

const keys = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  x: (event) => tick(event.shiftKey),
  X: () => tick(true),
  a: () => document.querySelector("[data-select-all]")?.click(),
  s: setForChosen,
  e: () => current()?.querySelector("[data-cell]")?.select(),
  Enter: () => current() && location.assign(current().dataset.open),
  p: toggle,
  v: nextView,
  i: () => act("i"),
  d: () => act("d"),
  "?": () => document.querySelector("[data-keys]")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target;
  if (target.matches?.("[data-cell]")) return inCell(event);
  if (isTyping(target) || document.querySelector("dialog[open], details[data-menu][open]")) return;
  // Keys of what has the focus stay its own: Enter of a link, arrows of a text that scrolls.
  if (target.closest?.("a, button, summary, [data-preview-body]") && /^(Enter|Arrow)/.test(event.key)) return;
  const action = keys[event.key];
  if (!action || !pane()) return;
  event.preventDefault();
  action(event);
});

function inCell(event) {
  const field = event.target;
  if (event.key === "Escape") field.value = field.defaultValue;
  else if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  const row = field.closest("[data-row]");
  field.blur(); // saves what was changed
  row.focus();
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("[data-row]");
  if (row && row !== current()) moveTo(row, { focus: false });
});

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row && !event.target.closest("a, button, input, textarea, label")) {
    pane().toggleAttribute("data-closed", false);
    pane().closest("[data-triage]").removeAttribute("data-alone");
    pane().dataset.open = "";
    moveTo(row);
  } else if (event.target.closest?.("[data-preview-close]")) toggle();
  else if (event.target.closest?.("[data-show-keys]")) keys["?"]();
});

// What was saved in the table, or done by a job, may change what the preview says.
for (const name of ["item-saved", "items-changed"]) {
  document.addEventListener(name, ({ target }) => {
    if (current() && !isHidden() && !pane().contains(target)) preview(current());
  });
}

// A page without items has no table that could be shown anew. It is loaded again by no more than
// one answer: who asks for that every second never lets a slow page come.
if (!document.getElementById("items")) {
  document.addEventListener("items-changed", () => location.reload(), { once: true });
}

// A table that was read anew does not know in which row one was.
document.addEventListener("htmx:after:swap", () => {
  if (!current() && last) moveTo(document.getElementById(last), { focus: false, load: false });
});

for (const button of document.querySelectorAll("[data-show-keys]")) button.hidden = false;
if (current()) {
  last = current().id;
  current().scrollIntoView({ block: "nearest" });
}
