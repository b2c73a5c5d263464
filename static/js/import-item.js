// Keys of an import item's page: n and p go to the next and the previous one. Never while typing.

import { isTyping } from "./typing.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target)) return;
  document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
});
