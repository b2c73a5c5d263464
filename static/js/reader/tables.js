// The tables under the panes: a cell opens its passage, a changed row takes the old one's place.

import { focusAnnotation } from "./focus.js";

export function setUpTables() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-goto]");
    if (!link || event.ctrlKey || event.metaKey) return;
    const id = link.getAttribute("href").replace("#a-", "");
    if (!document.getElementById(`a-${id}`)) return;
    event.preventDefault();
    document.querySelector("[data-panes]").scrollIntoView({ block: "end" });
    focusAnnotation(id, { toText: true, flash: true });
  });
  // The server sends a row to the end of its table, not knowing whether the page has it already.
  document.addEventListener("htmx:after:swap", () => {
    for (const rows of document.querySelectorAll("[data-rows]")) {
      const seen = new Map();
      for (const row of [...rows.children]) {
        const old = seen.get(row.id);
        if (old) old.replaceWith(row);
        seen.set(row.id, row);
      }
    }
  });
}
