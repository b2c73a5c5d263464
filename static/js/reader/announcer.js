// Says to a screen reader what has just happened on the screen.

export function announce(message) {
  const place = document.querySelector("[data-announcer]");
  if (!place) return;
  place.textContent = "";
  // Emptied and filled at once, the same message twice would be heard once.
  setTimeout(() => (place.textContent = message), 50);
}
