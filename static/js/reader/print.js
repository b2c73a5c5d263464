// On paper the notes stand below the text and are found by number: each passage gets its note's.

export function setUpPrint(panes) {
  window.addEventListener("beforeprint", () => panes.forEach(number));
}

function number(pane) {
  for (const mark of pane.querySelectorAll("mark[data-notes]")) delete mark.dataset.notes;
  pane.querySelectorAll("[data-card]:not([hidden])").forEach((card, place) => {
    card.dataset.note = place + 1;
    const last = [...pane.querySelectorAll(`mark[data-a~="${card.dataset.card}"]`)].at(-1);
    if (last) last.dataset.notes = [last.dataset.notes, place + 1].filter(Boolean).join(",");
  });
}
