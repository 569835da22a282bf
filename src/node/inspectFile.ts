import type { Inspection } from "../io/inspection.ts";
import { fileSource } from "../io/nodeFile.ts";
import { inspectSource } from "../io/reader.ts";

/**
 * What a file is and how to run it.
 *
 * @throws bad-file, unsupported
 */
export async function inspectFile(path: string): Promise<Inspection> {
  return inspectSource(await fileSource(path));
}
