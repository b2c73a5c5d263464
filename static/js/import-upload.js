// Uploading the files of the import desk: dropped anywhere on the page or chosen, one request each.
// Without this script the form sends them all in one request.

import { chosenFiles, droppedFiles } from "./dropped-files.js";
import { Queue } from "./import-queue.js";
import { painter } from "./import-rows.js";
import { ask, sendForm } from "./import-server.js";

const ASKED_AT_ONCE = 500;

const form = document.querySelector("[data-upload]");
const area = form.querySelector("[data-uploads]");
const drop = form.querySelector("[data-drop]");
const pageLink = form.querySelector("[data-uploads-page]");
const mostBytes = Number(form.dataset.mostBytes);
const queue = new Queue({ send, changed });
const paint = painter(area, queue);

let finding = 0; // drops whose files are still being looked for
let leaving = false;
let batch = form.dataset.batchUpload
  ? Promise.resolve({
      upload: form.dataset.batchUpload,
      page: form.dataset.batchPage,
      missing: form.dataset.batchMissing,
    })
  : null;
const mayHaveSome = Boolean(batch);

function changed() {
  if (!queue.counts.all) return;
  area.hidden = false;
  paint();
  if (!queue.isBusy && !finding) finish();
}

async function add(files) {
  finding += 1;
  let some = [];
  try {
    for await (const found of files) {
      some.push(found);
      // What the batch may have already is asked for in groups; new files start at once.
      if (!mayHaveSome || some.length === ASKED_AT_ONCE) {
        await enqueue(some);
        some = [];
      }
    }
  } finally {
    await enqueue(some);
    finding -= 1;
    changed();
  }
}

async function enqueue(found) {
  for (const { name, problem } of found) {
    if (problem) queue.add(null, name, problem);
  }
  const files = found.filter(({ file }) => file);
  const wanted = mayHaveSome && files.length ? await missing(files) : files;
  if (wanted.length < files.length) queue.present(files.length - wanted.length);
  for (const { file, name } of wanted) {
    const tooLarge = file.size > mostBytes ? `At most ${form.dataset.mostShown} can be sent.` : "";
    queue.add(file, name, tooLarge);
  }
}

async function missing(files) {
  try {
    const { missing: address } = await batch;
    const found = await ask(address, files.map(({ file, name }) => [name, file.size]));
    return found.missing.map((at) => files[at]);
  } catch {
    return files; // the server tells the same bytes from new ones, too
  }
}

async function start() {
  try {
    return await ask(form.dataset.start);
  } catch (error) {
    batch = null;
    throw error;
  }
}

async function send(upload, progressed) {
  batch ??= start();
  const addresses = await batch;
  if (upload.isCancelled) throw new Error("Cancelled");
  const body = new FormData();
  body.append("source", form.elements.source.value);
  body.append("name", upload.name);
  body.append("files", upload.file, upload.file.name);
  return sendForm(body, addresses, upload, progressed);
}

function take(input) {
  const files = [...chosenFiles(input.files)];
  input.value = "";
  if (files.length) add(files);
}

async function finish() {
  const { counts, failed } = queue;
  if (leaving || !(counts.arrived || counts.present)) return;
  const { page } = await batch;
  pageLink.href = page;
  pageLink.hidden = false;
  if (failed.length || counts.cancelled) return;
  leaving = true;
  window.location.assign(page);
}

form.dataset.upload = "scripted";
for (const part of form.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const input of form.querySelectorAll('input[type="file"]')) {
  input.addEventListener("change", () => take(input));
  take(input); // what was chosen while this script was on its way
}
area.querySelector("[data-uploads-cancel]").addEventListener("click", () => queue.cancelAll());
area.querySelector("[data-uploads-retry]").addEventListener("click", () => queue.retryAll());
window.addEventListener("beforeunload", (event) => {
  if (queue.isBusy && !leaving) event.preventDefault();
});
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.remove("is-over");
  add(droppedFiles(event.dataTransfer));
});
