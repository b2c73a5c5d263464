// What somebody has opened stays open, with the focus in it, while jobs have the page shown anew.

let open = [];
let focused = null;

document.addEventListener("htmx:before:swap", () => {
  open = [...document.querySelectorAll("details[open]")];
  focused = document.activeElement;
});

document.addEventListener("htmx:after:swap", () => {
  for (const details of open) details.open = true;
  if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
});
