// Choosing items of a batch: one box for all of the page, buttons that wait for a choice.
// Found by data-select; works again on what htmx puts in its place.

function boxes(area) {
  return [...area.querySelectorAll('input[name="item"]')];
}

function show(area) {
  const all = boxes(area);
  const chosen = all.filter((box) => box.checked).length;
  const every = area.querySelector("[data-select-all]");
  every.hidden = all.length < 2;
  every.checked = chosen > 0 && chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
  for (const button of area.querySelectorAll("[data-needs-choice]")) {
    button.disabled = chosen === 0;
  }
  const count = area.querySelector("[data-choice-count]");
  if (count) count.textContent = chosen ? `${chosen} chosen` : "";
}

document.addEventListener("change", (event) => {
  const area = event.target.closest("[data-select]");
  if (!area) return;
  if (event.target.matches("[data-select-all]")) {
    for (const box of boxes(area)) box.checked = event.target.checked;
  }
  show(area);
});

function showAll() {
  for (const area of document.querySelectorAll("[data-select]")) show(area);
}

document.addEventListener("htmx:after:swap", showAll);
window.addEventListener("pageshow", showAll);
showAll();
