// What somebody changed in a field before htmx came to listen is told to it, once.

const FIELDS = "[data-cell], [data-filters] [name], #fields [name], .line-tools select";

if (document.querySelector("[data-htmx-powered]")) tell();
else document.addEventListener("htmx:after:process", tell, { once: true });

function tell() {
  // A page that comes back has its fields as they were left: nobody changed them now.
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  for (const field of [...document.querySelectorAll(FIELDS)].filter(isChanged)) {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  // Who is still typing in a field to be saved makes a change of it by leaving it.
  const isLeft = field !== document.activeElement || field.closest("[data-filters]");
  return isLeft && field.value !== field.defaultValue;
}
