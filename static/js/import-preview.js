// From the row in focus into its preview with →, back with Esc. Who answers what is asked there
// goes on to what else is asked.

const pane = () => document.querySelector("[data-preview-pane]");
const row = () => document.querySelector('[data-row][aria-current="true"]');
const first = () =>
  pane().querySelector(":is(.questions, .match-choices) button") ?? pane().querySelector("[data-preview-body]");

let wasInside = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!pane()?.getClientRects().length || document.querySelector("dialog[open], details[data-menu][open]")) return;
  if (event.key === "ArrowRight" && event.target.matches("body, [data-row]")) first()?.focus();
  else if (event.key === "Escape" && pane().contains(event.target)) row()?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("htmx:before:swap", () => {
  wasInside = Boolean(pane()?.contains(document.activeElement));
});

document.addEventListener("htmx:after:swap", () => {
  if (wasInside && document.activeElement === document.body) (first() ?? row())?.focus({ preventScroll: true });
});
