import type { Host } from "../host/host.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import { openDataset } from "../io/open.ts";
import { foresee } from "./foresee.ts";
import { suggestParentFolder } from "./read/suggestParentFolder.ts";

/**
 * What a file or folder is, by the checks that a run makes.
 *
 * @throws bad-file, unsupported
 */
export async function inspectInput(host: Pick<Host, "files" | "paths">, path: string): Promise<Inspection> {
  const input = await host.files.open(path);
  return suggestParentFolder(host, input, async () => {
    const opened = await openDataset(input);
    return foresee(input, opened, await opened.inspect());
  });
}
