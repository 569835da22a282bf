import { exploring } from "../../state/explored.ts";
import { startWorker } from "../../state/workers.ts";
import { openExplorer } from "../state/opening.ts";
import { type DoneAnalysis, done } from "./computing.ts";

/** Explore the file that holds what was computed, edits included; earlier results stay listed. */
export async function openAnalysed({ files }: DoneAnalysis): Promise<void> {
  const picked = exploring.value;
  const result = files.find(({ name }) => name === "result.h5ad");
  if (!picked || !result) return;
  const { name, home } = picked;
  const all = done.value;
  const opened = { name, isFolder: false, files: [{ path: name, file: result.content }], ...(home ? { home } : {}) };
  exploring.value = opened;
  const opening = openExplorer(opened, startWorker);
  done.value = all;
  await opening;
}
