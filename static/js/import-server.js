// What the import desk asks the server, and what its answers mean. All that goes wrong is an Error
// that says what to do; the file stays where it was.

const LONGEST = 500; // characters of an answer that is shown
const LOST = "The connection was lost. Try it again, or choose the file anew if it was changed since.";
const SIGNED_OUT =
  "You are not signed in any more. Sign in in another tab, then come back and try it again: the files stay listed here.";
const SAID = {
  404: "This import is not there any more. Open the import desk again.",
  408: "It came too slowly, and the server stopped waiting. Try it again on a better line, or fewer files at a time.",
  413: "The server, or a proxy before it, takes no file so large.",
  500: "The server failed while it answered. Try it again; if it fails again, tell who looks after it.",
  502: "The server is being restarted. Try it again in a moment.",
  503: "The server is being restarted. Try it again in a moment.",
  507: "The server has no room for it. Tell who looks after it, then try it again.",
};

export async function ask(address, question = []) {
  const response = await fetch(address, {
    method: "POST",
    headers: { ...headers(), "Content-Type": "application/json" },
    body: JSON.stringify(question),
  }).catch(() => {
    throw new Error(LOST);
  });
  return answer(response.status, response.redirected, await response.text());
}

// fetch tells nothing of how far a body has come.
export function sendForm(body, { upload: address, missing }, upload, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => {
      upload.loaded = Math.min(upload.size, event.loaded);
      progressed();
    });
    request.upload.addEventListener("load", () => {
      Object.assign(upload, { state: "sent", stop: null });
      progressed();
    });
    request.addEventListener("load", () => {
      const wanted = new URL(address, document.baseURI).href;
      try {
        resolve(answer(request.status, request.responseURL !== wanted, request.responseText));
      } catch (error) {
        reject(error);
      }
    });
    // Who refuses a long body need not wait for its end, and the browser hears nothing: ask why.
    request.addEventListener("error", () => ask(missing).then(() => reject(new Error(LOST)), reject));
    request.addEventListener("abort", () => reject(new Error("Cancelled")));
    upload.stop = () => request.abort();
    request.send(body);
  });
}

function headers() {
  // Who signed in again in another tab has another token than the page.
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  const token = cookie?.[1] ?? document.querySelector('[name="csrfmiddlewaretoken"]').value;
  return { "X-CSRFToken": token, Accept: "application/json" };
}

function answer(status, isElsewhere, text) {
  if (isElsewhere) throw new Error(SIGNED_OUT);
  let said = null;
  try {
    said = JSON.parse(text);
  } catch {
    // plain text, or a page for people
  }
  if (status < 300 && said) return said;
  const plain = text.length < LONGEST && !text.trimStart().startsWith("<") ? text.trim() : "";
  throw new Error(said?.message ?? (plain || SAID[status] || `The server refused it (${status}).`));
}
