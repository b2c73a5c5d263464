// The files that are to be sent: which wait, which are on their way, what became of the others,
// how fast it goes. Knows nothing of the page. A file that is done is let go of.

export const AT_ONCE = 3;
const KEPT = 40; // rows that are remembered of files that arrived; all others are only counted
const WINDOW = 10_000; // milliseconds over which the speed is measured

export class Queue {
  constructor({ send, changed }) {
    Object.assign(this, { send, changed });
    this.waiting = [];
    this.active = new Set();
    this.failed = [];
    this.arrived = []; // the last ones, newest first
    this.counts = { all: 0, arrived: 0, present: 0, cancelled: 0 };
    this.bytes = { all: 0, done: 0 };
    this.marks = []; // [time, files, bytes] of the last seconds
    this.paused = false;
  }

  get isBusy() {
    return this.active.size > 0 || this.waiting.length > 0;
  }

  get sent() {
    let bytes = this.bytes.done;
    for (const upload of this.active) bytes += upload.loaded;
    return bytes;
  }

  // A file with a problem is listed and not sent; it may be null.
  add(file, name, problem = "") {
    const upload = {
      file,
      name,
      size: file?.size ?? 0,
      state: "waiting",
      loaded: 0,
      message: "",
      isCancelled: false,
      stop: null, // ends the sending, while that can be done
    };
    this.counts.all += 1;
    if (problem) {
      Object.assign(upload, { state: "refused", message: problem });
      this.failed.push(upload);
    } else {
      this.bytes.all += upload.size;
      this.waiting.push(upload);
      this.work();
    }
    this.changed();
  }

  present(count) {
    this.counts.all += count;
    this.counts.present += count;
    this.changed();
  }

  work() {
    while (this.active.size < AT_ONCE && this.waiting.length) {
      const upload = this.waiting.shift();
      upload.state = "uploading";
      this.active.add(upload);
      this.#run(upload);
    }
  }

  async #run(upload) {
    try {
      const answer = await this.send(upload, () => this.changed());
      this.bytes.done += upload.size;
      this.counts.arrived += 1;
      Object.assign(upload, { state: answer.status, label: answer.label, message: answer.message || answer.title, file: null });
      this.arrived.unshift(upload);
      this.arrived.length = Math.min(this.arrived.length, KEPT);
      this.#mark();
    } catch (error) {
      this.bytes.all -= upload.size;
      if (upload.isCancelled) {
        this.counts.cancelled += 1;
        upload.file = null;
      } else {
        Object.assign(upload, { state: "failed", message: error.message });
        this.failed.push(upload);
      }
    } finally {
      this.active.delete(upload);
      upload.loaded = 0;
      this.work();
      this.changed();
    }
  }

  retry(upload) {
    this.failed = this.failed.filter((other) => other !== upload);
    Object.assign(upload, { state: "waiting", message: "" });
    this.bytes.all += upload.size;
    this.waiting.unshift(upload);
    this.work();
    this.changed();
  }

  retryAll() {
    for (const upload of this.failed.filter(({ state }) => state === "failed")) this.retry(upload);
  }

  // What the server has whole it is going to read: that one is waited for, and arrives.
  cancel(upload) {
    if (upload.state !== "uploading") return;
    upload.isCancelled = true;
    upload.stop?.();
  }

  cancelAll() {
    for (const upload of this.waiting) this.bytes.all -= upload.size;
    this.counts.cancelled += this.waiting.length;
    this.waiting = [];
    for (const upload of this.active) this.cancel(upload);
    this.changed();
  }

  // Files and bytes a second, and the seconds that are left; zero while nobody can tell.
  speed() {
    const now = performance.now();
    this.marks = this.marks.filter(([time]) => now - time < WINDOW);
    const first = this.marks[0];
    const seconds = first ? (now - first[0]) / 1000 : 0;
    if (seconds < 0.5) return { files: 0, bytes: 0, left: 0 };
    const files = (this.counts.arrived - first[1]) / seconds;
    const bytes = (this.sent - first[2]) / seconds;
    const leftFiles = this.waiting.length + this.active.size;
    const byFiles = files ? leftFiles / files : 0;
    const byBytes = bytes > 0 ? (this.bytes.all - this.sent) / bytes : 0;
    return { files, bytes: Math.max(0, bytes), left: Math.max(byFiles, byBytes) };
  }

  #mark() {
    this.marks.push([performance.now(), this.counts.arrived, this.sent]);
  }
}
