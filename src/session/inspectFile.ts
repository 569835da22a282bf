import type { Inspection } from "../io/inspection/inspection.ts";
import { inputAt } from "../io/node/nodeFolder.ts";
import { inspectSource } from "../io/open.ts";
import { suggestParentFolder } from "./suggestParentFolder.ts";

/**
 * What a file or folder is and how to run it.
 *
 * @throws bad-file, unsupported
 */
export async function inspectFile(path: string): Promise<Inspection> {
  const input = await inputAt(path);
  return suggestParentFolder(input, () => inspectSource(input));
}
