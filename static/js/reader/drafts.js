// What is typed in a form is kept until the server has it: through an expired session, too.

import { openForm } from "./marking.js";

const KEY = "newsarchive:unsent";
const desk = document.querySelector("[data-desk]");

export function setUpDrafts() {
  document.addEventListener("htmx:before:request", ({ detail, target }) => {
    const form = target.closest?.("[data-desk-form]");
    if (!form || detail.ctx.request.method !== "POST") return;
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const { dataset } = form;
    const draft = { page: location.pathname, id: dataset.for, kind: dataset.kind, fields };
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  });
  // An answer that is swapped in either has it or shows it again.
  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (detail.ctx.request.method === "POST") sessionStorage.removeItem(KEY);
  });
  document.addEventListener("reader:closed", () => sessionStorage.removeItem(KEY));
  const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (draft?.page === location.pathname) reopen(draft);
}

async function reopen({ id, kind, fields }) {
  const values = Object.fromEntries(fields);
  const pane =
    document.querySelector(`[data-version="${values.version}"]`) ??
    document.getElementById(`a-${id}`)?.closest("[data-pane]");
  if (!pane) return;
  const { version, start, end } = values;
  const url = id
    ? `${desk.dataset.annotations}${id}/${kind === "reply" ? "reply" : "edit"}/`
    : `${desk.dataset.new}?${new URLSearchParams({ version, start, end, kind })}`;
  await openForm(pane, url);
  const form = pane.querySelector("[data-desk-form]");
  for (const [name, value] of fields) {
    const field = form?.elements[name];
    if (!field || ["csrfmiddlewaretoken", "revision"].includes(name)) continue;
    field.value = value;
  }
}
