import { render } from "preact";
import { style } from "../src/report/style.ts";
import { appStyle } from "./appStyle.ts";
import { Page } from "./panels/Page.tsx";
import { isServed } from "./state/isServed.ts";
import { openLaunched } from "./state/launched.ts";
import { startServiceWorker } from "./state/offline.ts";
import { fromDrop } from "./state/pickedFiles.ts";
import { openServed } from "./state/served.ts";
import { pick } from "./state/session.ts";
import { watchRuns } from "./state/whileRunning.ts";

// A policy without inline styles admits sheets that scripts make.
const sheet = new CSSStyleSheet();
sheet.replaceSync(style + appStyle);
document.adoptedStyleSheets = [sheet];

const mark = (dragged: boolean) => document.body.classList.toggle("dragged", dragged);
addEventListener("dragover", (event) => {
  event.preventDefault();
  mark(true);
});
addEventListener("dragleave", () => mark(false));
addEventListener("drop", (event) => {
  event.preventDefault();
  mark(false);
  if (event.dataTransfer) void fromDrop(event.dataTransfer.items).then(pick);
});
watchRuns();
openLaunched();

render(<Page />, document.body);
// After what the page itself needs.
void openServed().then(() => startServiceWorker(isServed));
