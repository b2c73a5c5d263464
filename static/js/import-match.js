// What an item is to the article it resembles, by one key. Never while typing.

import { isTyping } from "./typing.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (isTyping(event.target) || event.target.closest?.("dialog")) return;
  document.querySelector(`[data-decide="${CSS.escape(event.key)}"]`)?.click();
});
