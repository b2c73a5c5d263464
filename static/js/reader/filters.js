// Filters act at once on the cards and on the text, and the address keeps them.

import { placeCards } from "./cards.js";

const KINDS = ["highlight", "claim", "entity", "stance"];
const STATES = ["changed", "moved"];

export function setUpFilters(form, panes) {
  const fields = [...form.elements].filter((field) => field.name);
  const count = document.querySelector("[data-filter-count]");
  const wanted = () => fields.filter((field) => field.value);

  const apply = () => {
    const active = wanted();
    count.hidden = !active.length;
    for (const pane of panes) {
      filterPane(pane, active);
      const gone = active.some(({ name, value }) => name === "state" && value === "orphaned");
      if (gone) pane.querySelector("[data-orphans]").open = true;
      placeCards(pane);
    }
  };
  const change = () => {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.value) query.set(field.name, field.value);
      else query.delete(field.name);
    }
    const search = query.size ? `?${query}` : "";
    history.replaceState(history.state, "", location.pathname + search + location.hash);
    apply();
  };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-clear-filters]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    change();
  });
  document.addEventListener("reader:changed", () => wanted().length && apply());
}

function filterPane(pane, active) {
  const shown = new Map();
  for (const card of pane.querySelectorAll("[data-card]")) {
    card.hidden = !active.every((field) => passes(card, field));
    if (!card.hidden) shown.set(card.dataset.card, card);
  }
  for (const mark of pane.querySelectorAll("[data-text] mark")) {
    const cards = mark.dataset.a.split(" ").map((id) => shown.get(id)).filter(Boolean);
    for (const kind of KINDS) {
      const count = cards.filter((card) => card.dataset.kind === kind).length;
      mark.classList.toggle(`k-${kind}`, count > 0);
      mark.classList.toggle(`x2-${kind}`, count > 1);
    }
    for (const state of STATES) {
      mark.classList.toggle(`st-${state}`, cards.some((card) => card.dataset.state === state));
    }
  }
}

function passes({ dataset }, { name, value }) {
  if (name === "entity") return dataset.e.split(" ").includes(value);
  if (name === "claim") return dataset.c.split(" ").includes(value);
  return dataset[name] === value;
}
