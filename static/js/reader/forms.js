// Keys within a form: down into the suggestions, Ctrl+Enter saves.

export function setUpForms() {
  let last = null;
  document.addEventListener("focusin", (event) => {
    last = event.target.closest("[data-desk-form]");
  });
  document.addEventListener("keydown", (event) => {
    // Suggestions that arrive may take the one that has the focus away: the page's body has it then.
    const isLost = event.target === document.body && last?.isConnected;
    const form = isLost ? last : event.target.closest?.("[data-desk-form]");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("[data-save]")?.click();
    } else if (event.key === "ArrowDown" && event.target.matches("[data-picker-text]")) {
      const options = event.target.closest("[data-picker]").querySelectorAll("[data-options] [type=radio]");
      // "New …" is what is checked as long as nothing was chosen: those that are there come first.
      const chosen = [...options].find((option) => option.checked && !option.value.startsWith("new-"));
      const target = chosen ?? options[0];
      if (!target) return;
      event.preventDefault();
      target.checked = true;
      target.focus();
    } else if (event.key === "ArrowUp" && event.target.matches("[data-options] [type=radio]")) {
      const picker = event.target.closest("[data-picker]");
      if (picker.querySelector("[data-options] [type=radio]") !== event.target) return;
      event.preventDefault();
      picker.querySelector("[data-picker-text]").focus();
    }
  });
}
