// The list of a page's uploads: what is on its way, what was not sent, what arrived last. Ten
// thousand files have as many rows as ninety; the counts say the rest.

const MOST_FAILED = 50;
const EVERY = 150; // milliseconds between two paintings
const SENDING = { waiting: "waiting", uploading: "uploading", sent: "being read" };

export function painter(area, queue) {
  const find = (name) => area.querySelector(`[data-uploads-${name}]`);
  const rows = new Map();
  let timer = 0;

  function paint() {
    timer = 0;
    const { counts } = queue;
    const finished = counts.arrived + counts.present + counts.cancelled + queue.failed.length;
    find("bar").max = Math.max(1, counts.all);
    find("bar").value = finished;
    find("summary").textContent = summary();
    find("speed").textContent = queue.isBusy ? speed() : "";
    find("cancel").hidden = !queue.isBusy;
    const again = queue.failed.filter(({ state }) => state === "failed").length;
    find("retry").hidden = again < 2;
    const shown = [...queue.active, ...queue.failed.slice(0, MOST_FAILED), ...queue.arrived];
    place(shown);
    const more = queue.failed.length - MOST_FAILED;
    find("more").textContent = [
      queue.waiting.length ? `${number(queue.waiting.length)} more wait` : "",
      more > 0 ? `${number(more)} more were not sent` : "",
    ].filter(Boolean).join(" · ");
  }

  function summary() {
    const { counts, failed } = queue;
    const parts = [`${number(counts.arrived)} of ${number(counts.all)} uploaded`];
    if (counts.present) parts.push(`${number(counts.present)} were there already`);
    if (failed.length) parts.push(`${number(failed.length)} not sent`);
    if (counts.cancelled) parts.push(`${number(counts.cancelled)} cancelled`);
    return parts.join(", ");
  }

  function speed() {
    const { files, bytes, left } = queue.speed();
    if (!files) return "";
    const rate = `${files.toLocaleString("en", { maximumFractionDigits: files < 10 ? 1 : 0 })} files/s, ${bytesPerSecond(bytes)}`;
    return left > 1 ? `${rate}, about ${time(left)} left` : rate;
  }

  function place(shown) {
    const list = find("list");
    const wanted = new Set(shown);
    for (const [upload, row] of rows) {
      if (!wanted.has(upload)) {
        row.remove();
        rows.delete(upload);
      }
    }
    let before = null;
    for (const upload of shown.reverse()) {
      const row = rows.get(upload) ?? make(upload);
      fill(row, upload);
      if (row.nextElementSibling !== before || row.parentElement !== list) list.insertBefore(row, before);
      before = row;
    }
  }

  function make(upload) {
    const row = find("row").content.firstElementChild.cloneNode(true);
    row.querySelector(".upload-name").textContent = upload.name;
    row.querySelector(".upload-retry").addEventListener("click", () => queue.retry(upload));
    row.querySelector(".upload-cancel").addEventListener("click", () => queue.cancel(upload));
    rows.set(upload, row);
    return row;
  }

  function fill(row, upload) {
    const state = row.querySelector(".upload-state");
    const label = upload.label ?? SENDING[upload.state] ?? "not sent";
    if (state.textContent !== label) {
      state.textContent = label;
      state.className = `chip upload-state state-${upload.state === "refused" ? "failed" : upload.state}`;
    }
    const bar = row.querySelector("progress");
    bar.value = upload.state === "uploading" ? upload.loaded / Math.max(1, upload.size) : 1;
    bar.hidden = upload.state !== "uploading";
    row.querySelector(".upload-message").textContent = upload.message;
    row.querySelector(".upload-retry").hidden = upload.state !== "failed" || !upload.file;
    row.querySelector(".upload-cancel").hidden = upload.state !== "uploading";
  }

  return () => {
    timer ||= setTimeout(paint, EVERY);
  };
}

const number = (count) => count.toLocaleString("en");

function time(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function bytesPerSecond(bytes) {
  return bytes < 1e6
    ? `${number(Math.round(bytes / 1e3))} kB/s`
    : `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB/s`;
}
