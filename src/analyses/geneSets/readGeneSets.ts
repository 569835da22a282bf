import type { Config } from "../../run/options/config.ts";
import { baseName, type OpenFile, textOf } from "../inputs.ts";
import { type GeneSets, parseGmt } from "./geneSets.ts";
import type { GeneSetOptions } from "./options.ts";

/** What `--gene-sets` gives. */
export interface GeneSetInput {
  readonly geneSets?: readonly GeneSets[] | undefined;
}

/**
 * Read the libraries of gene sets, each named after its file.
 *
 * @throws bad-file when a file cannot be read or is not GMT.
 */
export function readGeneSets(
  { geneSets }: Config & GeneSetOptions,
  open: OpenFile,
): Promise<readonly GeneSets[]> | undefined {
  return geneSets && Promise.all(geneSets.map((path) => readLibrary(path, open)));
}

async function readLibrary(path: string, open: OpenFile): Promise<GeneSets> {
  const file = baseName(path);
  return { ...parseGmt(await textOf(path, "--gene-sets", open), file), name: file.replace(/\.(gmt|txt)$/i, "") };
}
