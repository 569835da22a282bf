import type { Host } from "../host/host.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import { inspectInput } from "./inspectInput.ts";
import { type PlannedJob, plannedMemory } from "./plannedMemory.ts";

/** What a file holds, and the size of jobs on it. */
export type InspectedFile = Inspection & Partial<PlannedJob>;

/**
 * What a file or folder is and how to run it, by the checks that a run makes.
 *
 * @throws bad-file, unsupported
 */
export async function inspectFile(host: Host, path: string): Promise<InspectedFile> {
  const inspection = await inspectInput(host, path);
  return { ...inspection, ...plannedMemory(inspection) };
}
