// Puts the behaviours of the reader and of the panes side by side together.

import { setUpCaret, setUpSentences } from "./caret.js";
import { setUpDrafts } from "./drafts.js";
import { setUpFailures } from "./failures.js";
import { setUpFilters } from "./filters.js";
import { setUpFind } from "./find.js";
import { saveTools, setUpFocus } from "./focus.js";
import { setUpForms } from "./forms.js";
import { setUpLights } from "./lights.js";
import { setUpMargins } from "./margins.js";
import { mark, setUpMarking } from "./marking.js";
import { setUpPanes } from "./panes.js";
import { setUpPrint } from "./print.js";
import { setUpReattaching } from "./reattaching.js";
import { setUpSelection } from "./selection.js";
import { setUpShortcuts } from "./shortcuts.js";
import { setUpTables } from "./tables.js";
import { setUpToolbar } from "./toolbar.js";
import { setUpUndo } from "./undo.js";

const panes = [...document.querySelectorAll("[data-pane]")];
document.documentElement.classList.add("scripted");
setUpShortcuts();
setUpSelection();
setUpMargins(panes);
setUpPanes();
for (const pane of panes) setUpCaret(pane.querySelector("[data-text]"));
setUpSentences();
setUpFind(document.querySelector("[data-find]"));
setUpMarking();
setUpForms();
setUpUndo();
setUpTables();
setUpFilters(document.querySelector("[data-filters]"), panes);
setUpLights(panes);
setUpFailures();
setUpPrint(panes);
// Before the toolbar: what waits for its passage has the Enter key first.
setUpReattaching();
const toolbar = document.querySelector("[data-toolbar]");
if (toolbar) setUpToolbar(toolbar, mark);
document.addEventListener("htmx:before:swap", saveTools);
setUpFocus();
setUpDrafts();
