// A request that got no usable answer: say so, and that nothing was lost.

import { announce } from "./announcer.js";

export function setUpFailures() {
  const tell = (message) => {
    const toast = document.querySelector("[data-failure]").content.firstElementChild.cloneNode(true);
    toast.querySelector("[data-message]").textContent = message;
    document.getElementById("toasts").append(toast);
    announce(message);
  };
  document.addEventListener("htmx:error", () =>
    tell("The server cannot be reached. Nothing was saved; what you typed is still here. Try again."),
  );
  document.addEventListener("htmx:response:error", ({ detail }) => {
    const status = detail.ctx?.response?.status;
    if (status === 403) tell("That is not allowed, or you were signed out elsewhere. Nothing was saved. Reload the page.");
    else if (status === 404) tell("That does not exist any more. Reload the page.");
    else if ([400, 405, 413].includes(status)) tell("The server did not take that. Nothing was saved; what you typed is still here.");
    else if (status >= 500) tell("The server failed. Nothing was saved; what you typed is still here.");
  });
}
