import { render } from "preact";
import { style } from "../src/report/style.ts";
import { appStyle } from "./appStyle.ts";
import { Page } from "./panels/Page.tsx";
import { fromDrop } from "./state/pickedFiles.ts";
import { openServed } from "./state/served.ts";
import { loadForm, pick, work } from "./state/session.ts";

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
addEventListener("beforeunload", (event) => {
  if (work.value.kind === "running") event.preventDefault();
});

render(<Page />, document.body);
void loadForm().then(openServed);
