// Choosing items of a batch: one box for all of the page, ticks that stay while one pages and
// filters, buttons that wait for a choice. Found by data-select; works again on what htmx puts in.
// Without this script, the ticks of the page and the box for all found are what the form sends.

let last = null; // the box ticked last, from which Shift ticks all up to another

function area() {
  return document.querySelector("[data-select]");
}

function key() {
  return `newsarchive.import.${area().dataset.batch}`;
}

function kept() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(key()) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keep(chosen) {
  try {
    sessionStorage.setItem(key(), JSON.stringify([...chosen]));
  } catch {
    // A browser that keeps nothing still has the ticks of this page.
  }
}

function boxes() {
  return [...area().querySelectorAll('input[name="item"]')];
}

function note(changed) {
  const chosen = kept();
  for (const box of changed) {
    if (box.checked) chosen.add(box.value);
    else chosen.delete(box.value);
  }
  keep(chosen);
  area().querySelector("[data-bulk]")?.setAttribute("data-bulk", "");
  show();
}

function show() {
  if (!area()) return;
  const all = boxes();
  const chosen = kept();
  const found = area().querySelector("[data-choose-found]");
  for (const box of all) {
    box.checked = chosen.has(box.value);
    box.disabled = Boolean(found?.checked);
  }
  const here = all.filter((box) => box.checked).length;
  const every = area().querySelector("[data-select-all]");
  every?.toggleAttribute("hidden", all.length < 2);
  if (every) {
    every.checked = here > 0 && here === all.length;
    every.indeterminate = here > 0 && here < all.length;
  }
  const none = !chosen.size && !found?.checked;
  for (const button of area().querySelectorAll("[data-needs-choice]")) button.disabled = none;
  area().querySelector("[data-choose-none]")?.toggleAttribute("hidden", none);
  const count = area().querySelector("[data-choice-count]");
  const elsewhere = chosen.size - here;
  if (count && !found?.checked) {
    count.textContent = chosen.size
      ? `${chosen.size.toLocaleString("en")} chosen${elsewhere ? `, ${elsewhere.toLocaleString("en")} not on this page` : ""}`
      : "";
  } else if (count) count.textContent = "";
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.closest?.("[data-select]")) return;
  if (box.matches("[data-select-all]")) {
    for (const other of boxes()) other.checked = box.checked;
    note(boxes());
  } else if (box.matches('input[name="item"]')) {
    last = box;
    note([box]);
  } else if (box.matches("[data-choose-found]")) show();
});

// Enter in a field of "Set for chosen" presses the button beside it, no other one.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-chosen] .ask :is(input, select)");
  if (!field || event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  field.closest(".ask").querySelector("button").click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-choose-none]")) {
    const found = area().querySelector("[data-choose-found]");
    if (found) found.checked = false;
    keep(new Set());
    show();
    return;
  }
  const box = event.target;
  if (!event.shiftKey || !box.matches?.('[data-select] input[name="item"]')) return;
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
  if (from < 0) return;
  const between = all.slice(from, to + 1);
  for (const other of between) other.checked = box.checked;
  note(between);
});

// What is ticked on other pages is sent, too. It stays ticked when a field is set, for the next
// field or another try, unless a key ticked the row in focus; all else is done with then. The
// address says which filter is shown and which row has the focus, so that the page comes back as
// it was.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-chosen]")) return;
  form.action = form.getAttribute("action").split("?")[0] + location.search;
  if (event.submitter?.value === "import-all") return;
  const here = new Set(boxes().map((box) => box.value));
  if (!form.querySelector("[data-choose-found]")?.checked) {
    for (const value of kept()) {
      if (here.has(value)) continue;
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "item", value });
      form.append(input);
    }
  }
  const isRow = form.querySelector("[data-bulk]")?.dataset.bulk === "row";
  if (isRow || !event.submitter?.value.startsWith("set-")) keep(new Set());
});

document.addEventListener("htmx:after:swap", show);
window.addEventListener("pageshow", show);
// What was ticked while this script was on its way. No browser ticks by itself: autocomplete is off.
if (area()) note(boxes().filter((box) => box.checked));
