// What is typed in a form is kept until the server has it: through an expired session, too.

import { openForm } from "./marking.js";

const desk = document.querySelector("[data-desk]");
const KEY = `newsarchive:unsent:${desk?.dataset.user}`;

export function setUpDrafts() {
  document.addEventListener("htmx:before:request", ({ detail, target }) => {
    const form = target.closest?.("[data-desk-form]");
    if (!form?.querySelector("textarea") || detail.ctx.request.method !== "POST") return;
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const { dataset } = form;
    const draft = { page: location.pathname, id: dataset.for, kind: dataset.kind, fields };
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  });
  // These answers either have it or show it again; any other leaves the form as it is.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const kept = [200, 201, 409, 422].includes(ctx.response.status);
    if (kept && ctx.request.method === "POST") sessionStorage.removeItem(KEY);
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
  const form = pane.querySelector("form[data-desk-form]");
  if (form) fill(form, values);
}

// The revision comes back, too: what was typed goes out as a change of what it was typed over.
function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken") continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = values[field.name] === field.value;
    else if (field.name in values) field.value = values[field.name];
  }
}
