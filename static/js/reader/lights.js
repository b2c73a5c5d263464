// Pointing at an entity or a claim lights up all its mentions, in every pane.

let lit = [];

export function setUpLights(panes) {
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const source = event.target.closest?.("mark[data-a], [data-card], [data-lights]");
      light(source);
    });
  }
  document.addEventListener("reader:changed", () => showShared(panes));
  showShared(panes);
}

function light(source) {
  for (const element of lit) element.classList.remove("lit");
  lit = source ? named(source).flatMap((selector) => [...document.querySelectorAll(selector)]) : [];
  for (const element of lit) element.classList.add("lit");
}

function named({ dataset }) {
  return ["e", "c"].flatMap((what) =>
    (dataset[what] ?? "").split(" ").filter(Boolean).map((id) => `[data-${what}~="${id}"]`),
  );
}

// A quiet sign on the cards of what is named in more than one pane.
function showShared(panes) {
  if (panes.length < 2) return;
  const seen = new Map();
  const cards = panes.flatMap((pane) =>
    [...pane.querySelectorAll("[data-card]")].map((card) => ({ pane, card, names: named(card) })),
  );
  for (const { pane, names } of cards) {
    for (const name of names) seen.set(name, (seen.get(name) ?? new Set()).add(pane));
  }
  for (const { card, names } of cards) {
    card.classList.toggle("is-shared", names.some((name) => seen.get(name).size > 1));
  }
}
