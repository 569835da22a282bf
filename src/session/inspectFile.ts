import type { Host } from "../host/host.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import { openDataset } from "../io/open.ts";
import { foresee } from "./foresee.ts";
import { type PlannedJob, plannedMemory } from "./plannedMemory.ts";
import { suggestParentFolder } from "./read/suggestParentFolder.ts";

/** What a file holds, and the size of jobs on it. */
export type InspectedFile = Inspection & Partial<PlannedJob>;

/**
 * What a file or folder is and how to run it, by the checks that a run makes.
 *
 * @throws bad-file, unsupported
 */
export async function inspectFile(host: Host, path: string): Promise<InspectedFile> {
  const input = await host.files.open(path);
  return suggestParentFolder(host, input, async () => {
    const opened = await openDataset(input);
    const inspection = await foresee(opened, await opened.inspect());
    return { ...inspection, ...plannedMemory(inspection) };
  });
}
