import { CellScapeError } from "../../src/core/errors.ts";
import { memoryInWords } from "../../src/core/memorySize.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import type { Handlers, Ran, RunOrder } from "../messages/calls.ts";
import type { Picked } from "../messages/files.ts";
import { alone } from "./alone.ts";
import { givenFiles } from "./givenFiles.ts";
import { hostWith } from "./inputs.ts";
import { filesIn, freeBytes } from "./kept.ts";
import { folderOf } from "./places.ts";
import { isLasting } from "./store.ts";

type Control = Pick<Parameters<typeof runFile>[2], "signal"> & Pick<Parameters<Handlers["run"]>[1], "report">;

/** Run what the user picked. Unfinished work of a closed page is kept, and one page at a time writes to a folder. */
export const runPicked: Handlers["run"] = async (order, control) => {
  const folder = folderOf(order.input);
  return alone(
    folder,
    () => runAlone(order, folder, control),
    () => busyElsewhere(order.input),
  );
};

/** Another page writes to the same folder. */
export function busyElsewhere({ name }: Picked): CellScapeError {
  const way = "wait for it, or close that page";
  return new CellScapeError("bad-option", `${name}: expected no other run of it, got one in another page; ${way}`);
}

/** Seconds of work that closing the page may lose. */
const checkpointSeconds = 10;
/** More threads than these gain nothing in a step. */
const mostThreads = 8;

async function runAlone({ input, settings: form, resume }: RunOrder, folder: string, control: Control): Promise<Ran> {
  const { signal, report } = control;
  const bytes = input.files.reduce((sum, { file }) => sum + file.size, 0);
  const free = await freeBytes();
  if ((await isLasting()) && free !== undefined && free < 2 * bytes) {
    const got = `this browser has ${memoryInWords(free)} left for files of this page, and the input is ${memoryInWords(bytes)}`;
    report({ kind: "warning", step: "plan", text: `the results may not fit: ${got}; delete results that it keeps` });
  }
  const { files, settings } = givenFiles(form, [input.name]);
  const note = (text: string) => report({ kind: "note", step: "embeddings", text });
  const host = await hostWith(input, { given: files, note });
  const threads = Math.min(navigator.hardwareConcurrency, mostThreads);
  const config = parseConfig({ engine: "wasm", ...settings, threads });
  const options = { config, out: folder, resume, checkpointSeconds, signal, report };
  const { lines, stopped } = await runFile(host, input.name, options);
  return { folder, lines, stopped, files: await filesIn(folder) };
}
