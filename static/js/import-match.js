// What an item is to the article it resembles, by one key. Never while typing.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
  document.querySelector(`[data-decide="${CSS.escape(event.key)}"]`)?.click();
});
