// Uploading the files of the import desk: one request each, three at a time, each with its own
// progress and its own second try. Without this script the form sends them all in one request.

import { droppedFiles } from "./dropped-files.js";

const AT_ONCE = 3;

const form = document.querySelector("[data-upload]");
const list = form.querySelector("[data-uploads-list]");
const summary = form.querySelector("[data-uploads-summary]");
const pageLink = form.querySelector("[data-uploads-page]");
const rowTemplate = form.querySelector("[data-upload-row]");
const drop = form.querySelector("[data-drop]");
const input = form.querySelector('input[type="file"]');
const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;

const waiting = [];
const uploads = [];
let running = 0;
let batch = form.dataset.batchUpload
  ? Promise.resolve({ upload: form.dataset.batchUpload, page: form.dataset.batchPage })
  : null;

function add(files) {
  if (files.length === 0) return;
  form.querySelector("[data-uploads]").hidden = false;
  for (const { file, name } of files) {
    const row = rowTemplate.content.firstElementChild.cloneNode(true);
    row.querySelector(".upload-name").textContent = name;
    const upload = { file, name, row, done: false, failed: false };
    row.querySelector(".upload-retry").addEventListener("click", () => retry(upload));
    list.append(row);
    uploads.push(upload);
    waiting.push(upload);
  }
  work();
}

function retry(upload) {
  upload.failed = false;
  upload.row.querySelector(".upload-retry").hidden = true;
  say(upload, "waiting", "waiting", "");
  waiting.push(upload);
  work();
}

function work() {
  while (running < AT_ONCE && waiting.length) {
    const upload = waiting.shift();
    running += 1;
    send(upload).finally(() => {
      running -= 1;
      work();
    });
  }
  report();
}

async function send(upload) {
  say(upload, "uploading", "uploading", "");
  try {
    batch ??= start();
    const { upload: address } = await batch;
    const answer = await post(address, upload);
    upload.done = true;
    say(upload, answer.status, answer.label, answer.message || answer.title);
  } catch (error) {
    upload.failed = true;
    say(upload, "failed", "not sent", error.message);
    upload.row.querySelector(".upload-retry").hidden = false;
  }
}

async function start() {
  try {
    const response = await fetch(form.dataset.start, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
    if (!response.ok || response.redirected) throw new Error();
    return await response.json();
  } catch {
    batch = null;
    throw new Error("The server did not answer. Are you still signed in?");
  }
}

function post(address, upload) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("source", form.elements.source.value);
    body.append("name", upload.name);
    body.append("files", upload.file, upload.file.name);
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token);
    request.responseType = "json";
    const progress = upload.row.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      progress.value = 1;
      if (request.status === 200 && request.response) resolve(request.response);
      else reject(new Error(request.response?.message ?? `The server refused it (${request.status}).`));
    });
    request.addEventListener("error", () => reject(new Error("The connection was lost.")));
    request.send(body);
  });
}

function say(upload, state, label, message) {
  const chip = upload.row.querySelector(".upload-state");
  chip.textContent = label;
  chip.className = `chip upload-state state-${state}`;
  upload.row.querySelector(".upload-message").textContent = message;
}

async function report() {
  const done = uploads.filter((upload) => upload.done).length;
  const failed = uploads.filter((upload) => upload.failed).length;
  summary.textContent = `${done} of ${uploads.length} uploaded${failed ? `, ${failed} not sent` : ""}.`;
  if (running || waiting.length || done === 0) return;
  const { page } = await batch;
  pageLink.href = page;
  pageLink.hidden = false;
  if (done === uploads.length) window.location.assign(page);
}

form.querySelector("[data-with-script]").hidden = false;
input.addEventListener("change", () => {
  const files = [...input.files].map((file) => ({ file, name: file.name }));
  input.value = "";
  add(files);
});
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("is-over");
});
document.addEventListener("drop", async (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.remove("is-over");
  add(await droppedFiles(event.dataTransfer));
});
