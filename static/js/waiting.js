// The list of what waits: row by row with keys, and after each answer on to the next row.
// Without this script each button is a plain form.

import { announce } from "./reader/announcer.js";
import { setUpFailures } from "./reader/failures.js";
import { onKey, setUpShortcuts } from "./reader/shortcuts.js";
import { isTyping } from "./typing.js";

const rows = () => [...document.querySelectorAll("li[data-row]")];
const current = () => document.activeElement?.closest("li[data-row]");
const waits = (row) => row && !row.querySelector("[data-undo]");

let lastUndo = null; // the row in which something was said last

function moveTo(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  moveTo(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

// A key that is held down says nothing of the rows that come after.
function settle(event) {
  const row = current();
  if (!row) return false;
  if (!event.repeat) row.querySelector(`[data-settle="${event.key}"]`)?.click();
}

function open() {
  const link = current()?.querySelector("[data-open], .passage-text");
  if (!link) return false;
  link.click();
}

function goOn({ id, said, left }) {
  const row = document.getElementById(`waiting-${id}`);
  if (!row) return;
  const count = document.getElementById("waiting-left").textContent;
  if (said) announce(`${said}. ${left ? `${count} left.` : "Nothing is left."}`);
  // Who went elsewhere meanwhile stays there.
  if (document.activeElement !== document.body && !row.contains(document.activeElement)) return;
  if (waits(row)) return moveTo(row);
  lastUndo = row;
  const all = rows();
  const at = all.indexOf(row);
  moveTo([...all.slice(at + 1), ...all.slice(0, at).reverse()].find(waits) ?? document.querySelector("[data-heading]"));
}

for (const key of ["j", "ArrowDown"]) onKey(key, () => step(1));
for (const key of ["k", "ArrowUp"]) onKey(key, () => step(-1));
for (const key of ["1", "2"]) onKey(key, settle);
onKey("Enter", open);
setUpShortcuts();
setUpFailures();

// The answer's event comes before its row.
document.addEventListener("annotation:settled", ({ detail }) => setTimeout(() => goOn(detail)));

document.addEventListener("keydown", (event) => {
  if (event.key !== "z" || event.shiftKey || event.repeat || !(event.ctrlKey || event.metaKey)) return;
  const undo = lastUndo?.querySelector("[data-undo]");
  if (!undo || isTyping(event.target)) return;
  event.preventDefault();
  moveTo(lastUndo);
  undo.click();
});

// A settled row is lower than it was: the second press of a double click would be the next row's.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail < 2 || !event.target.closest("[data-row] button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.getElementById("toasts").addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
});
