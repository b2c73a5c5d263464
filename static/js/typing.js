// Whether an event's target takes what is typed: no single key is a shortcut there.

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

export const isTyping = (target) => target instanceof Element && Boolean(target.closest(FIELDS));
