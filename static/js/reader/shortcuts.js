// Single keys as shortcuts, Escape from the innermost thing outwards, and the list of all keys.

import { isTyping } from "../typing.js";

const SWITCH = "newsarchive:shortcuts";
const keys = new Map();
const escapes = [];

// `handler(event)` runs when `key` is pressed outside of fields; false: the key was not for it.
export function onKey(key, handler) {
  keys.set(key, [...(keys.get(key) ?? []), handler]);
}

// Handlers with a higher depth are further in. A handler returns true when it closed something.
export function onEscape(depth, handler) {
  escapes.push({ depth, handler });
  escapes.sort((a, b) => b.depth - a.depth);
}

const switchedOn = () => localStorage.getItem(SWITCH) !== "off";

export function setUpShortcuts() {
  const dialog = document.querySelector("[data-shortcuts]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") {
      if (dialog?.open || document.querySelector("details[data-menu][open]")) return;
      if (escapes.some(({ handler }) => handler(event))) event.preventDefault();
      return;
    }
    if (isTyping(event.target) || dialog?.open) return;
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (!switchedOn() && event.key !== "?") return;
    // A button or a link that has the focus keeps its Enter, and radios their arrows.
    if (event.key === "Enter" && event.target.closest?.("a, button, summary, input")) return;
    for (const handler of keys.get(event.key) ?? []) {
      if (handler(event) === false) continue;
      event.preventDefault();
      return;
    }
  });
  if (!dialog) return;
  const box = dialog.querySelector("[data-shortcuts-switch]");
  box.checked = switchedOn();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  for (const button of document.querySelectorAll("[data-open-shortcuts]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  onKey("?", () => dialog.showModal());
}
