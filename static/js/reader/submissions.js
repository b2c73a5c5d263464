// Names of submissions, by which the server knows one that is sent twice.

const sent = new Map();

// The same mark sent twice within a moment is one: a key pressed twice, a double click.
export function keyFor(what) {
  const before = sent.get(what);
  if (before && Date.now() - before.at < 3000) return before.key;
  const key = uuid();
  sent.set(what, { key, at: Date.now() });
  return key;
}

// crypto.randomUUID is missing where the page is not served from localhost or by https.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
