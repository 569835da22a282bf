import { CellScapeError } from "../../core/errors.ts";
import type { CheckpointStore } from "../../host/host.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** Refuses to go on with what another run left. */
export function otherRun(out: string, differing: readonly string[]): CellScapeError {
  const way = "use the settings of that run, or start again without --resume";
  const what = `--resume: expected the interrupted run of ${out}`;
  return new CellScapeError("bad-option", `${what}, got one that differs in ${differing.join(", ")}; ${way}`);
}

/** The fingerprint of the run that left something; undefined when none did. */
export async function fingerprintOfRecord(store: CheckpointStore): Promise<Fingerprint | undefined> {
  const found = await store.readRecord();
  if (typeof found !== "object" || found === null || Array.isArray(found)) return undefined;
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
}
