// Keeps the articles that are ticked in a list while one pages, searches again or comes back, and
// shows them in a tray. Without this script, the ticks of one page are what the form sends.

const KEY = "newsarchive.chosen";

const chosen = new Map(read());

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...chosen]));
  } catch {
    // A browser that keeps nothing still has the ticks of this page.
  }
}

function ticks() {
  return document.querySelectorAll("[data-choose-articles] input[name=article]");
}

function titleOf(tick) {
  return tick.closest("li").querySelector("[data-title]").textContent.trim();
}

function show() {
  for (const tick of ticks()) tick.checked = chosen.has(tick.value);
  const tray = document.querySelector("[data-chosen-tray]");
  if (!tray) return;
  tray.hidden = chosen.size === 0;
  const pattern = tray.querySelector("template").content;
  const entries = [...chosen].map(([id, title]) => {
    const entry = pattern.cloneNode(true);
    entry.querySelector("[data-chosen-title]").textContent = title;
    entry.querySelector("input").value = id;
    const remove = entry.querySelector("button");
    remove.value = id;
    remove.setAttribute("aria-label", `Take out “${title}”`);
    return entry;
  });
  tray.querySelector("ul").replaceChildren(...entries);
  tray.querySelector("[data-open-one]").hidden = chosen.size !== 1;
  tray.querySelector("[data-open-many]").hidden = chosen.size < 2;
}

document.addEventListener("change", (event) => {
  const tick = event.target;
  if (!tick.matches("[data-choose-articles] input[name=article]")) return;
  if (tick.checked) chosen.set(tick.value, titleOf(tick));
  else chosen.delete(tick.value);
  keep();
  show();
});

document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-take-out]");
  const clear = event.target.closest("[data-take-out-all]");
  if (remove) chosen.delete(remove.value);
  else if (clear) chosen.clear();
  else return;
  keep();
  show();
  (document.querySelector("[data-take-out]") ?? document.querySelector("[data-search-field]"))?.focus();
});

// Results, and on Back whole pages, come in by htmx.
document.addEventListener("htmx:after:settle", show);
window.addEventListener("pageshow", show);
// What was ticked while this script was on its way. No browser ticks by itself: autocomplete is off.
for (const tick of ticks()) if (tick.checked) chosen.set(tick.value, titleOf(tick));
keep();
show();
