import type { Host } from "../host/host.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import { inspectSource } from "../io/open.ts";
import { suggestParentFolder } from "./read/suggestParentFolder.ts";

/**
 * What a file or folder is and how to run it.
 *
 * @throws bad-file, unsupported
 */
export async function inspectFile(host: Host, path: string): Promise<Inspection> {
  const input = await host.files.open(path);
  return suggestParentFolder(host, input, () => inspectSource(input));
}
