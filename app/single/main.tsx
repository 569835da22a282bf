import { render } from "preact";
import { style } from "../../src/report/style.ts";
import { appStyle } from "../appStyle.ts";
import { Explorer } from "../explorer/Explorer.tsx";
import { openExplorer } from "../explorer/state/opening.ts";
import { trouble } from "../explorer/state/worker.ts";
import { exploring } from "../state/explored.ts";
import { startWith } from "../state/workers.ts";
import { aboutFile, takePart } from "./parts.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style + appStyle);
document.adoptedStyleSheets = [sheet];

const { name, size } = aboutFile();
document.title = name;
const root = document.querySelector("#page");
if (!root) throw new Error("internal: a page without a place for the explorer");
render(<Explorer name={name} />, root);
// The file lies behind this script.
document.addEventListener("DOMContentLoaded", () =>
  open().catch((error: unknown) => {
    trouble.value = error instanceof Error ? error.message : String(error);
  }),
);

async function open(): Promise<void> {
  const file = await takePart("file");
  if (file.size !== size) throw new Error(`this page: expected ${size} bytes of ${name}, got ${file.size}`);
  const start = await workerStart();
  const picked = { name, isFolder: false, files: [{ path: name, file }] };
  exploring.value = picked;
  startWith(start);
  await openExplorer(picked, start);
}

/** What starts the worker, with what it needs for pictures: from the disk a worker can fetch nothing. */
async function workerStart(): Promise<() => Worker> {
  const script = URL.createObjectURL(await takePart("worker"));
  const assets = { resvg: await takePart("resvg"), fonts: [await takePart("regular"), await takePart("bold")] };
  return () => {
    const worker = new Worker(script);
    worker.postMessage(assets);
    return worker;
  };
}
