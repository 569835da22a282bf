import { type GeneSets, parseGmt } from "../../analyses/enrichment/geneSets.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { Config } from "../../run/options/config.ts";
import { readText } from "./readText.ts";

/**
 * Read what the user gave for enrichment: libraries of gene sets, and the genes that could have been found.
 *
 * @throws bad-file when a file cannot be read or is not what it should be.
 */
export async function readGeneSets(
  host: Host,
  { geneSets = [], background }: Config,
): Promise<{
  readonly geneSets: readonly GeneSets[];
  readonly background?: readonly string[] | number;
}> {
  const libraries: GeneSets[] = [];
  for (const path of geneSets) libraries.push(await readLibrary(host, path));
  if (background === undefined || typeof background === "number") {
    return { geneSets: libraries, ...(background === undefined ? {} : { background }) };
  }
  const genes = (await readText(host, background, "--background")).split(/\s+/).filter((gene) => gene !== "");
  if (genes.length === 0) {
    throw new CellScapeError("bad-file", `${background}: expected genes, one a line, got none (--background)`);
  }
  return { geneSets: libraries, background: genes };
}

/** A library is called as its file, without the ending. */
async function readLibrary(host: Host, path: string): Promise<GeneSets> {
  const file = host.paths.basename(path);
  return { ...parseGmt(await readText(host, path, "--gene-sets"), file), name: file.replace(/\.(gmt|txt)$/i, "") };
}
