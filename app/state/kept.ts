import { effect, signal } from "@preact/signals";
import type { Kept, KeptRun } from "../messages/calls.ts";
import { exploring } from "./explored.ts";
import { trying } from "./failure.ts";
import { showNewest } from "./newest.ts";
import { work } from "./session.ts";
import { readings } from "./workers.ts";

/** What this browser keeps; undefined while that is not known. */
export const kept = signal<Kept | undefined>(undefined);

const refresh = () => showNewest(kept, () => readings().call("kept", undefined));

// Before a run, after it, and when the explorer was closed.
effect(() => {
  if (work.value.kind !== "running" && !exploring.value) void refresh().catch(() => undefined);
});

/** Show the results of an earlier run. */
export function openKept({ folder }: KeptRun): Promise<void> {
  const before = work.value;
  return trying(async () => {
    const ran = await readings().call("openKept", folder);
    // A run may have begun meanwhile, or another result been shown.
    if (work.value === before) work.value = { kind: "done", ran };
  });
}

/** Delete results and unfinished work. */
export function forget({ folder }: KeptRun): Promise<void> {
  return trying(async () => {
    await readings().call("forget", folder);
    if (work.value.kind === "done" && work.value.ran.folder === folder) work.value = { kind: "none" };
    await refresh();
  });
}

/** Delete the genes of files that were opened. */
export function forgetGenes(): Promise<void> {
  return trying(async () => {
    await readings().call("forgetGenes", undefined);
    await refresh();
  });
}
