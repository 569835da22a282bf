import { CellScapeError } from "../../core/errors.ts";
import type { Config } from "../../run/options/config.ts";
import type { EnrichmentOptions } from "../enrichment/options.ts";
import { baseName, type OpenFile, textOf } from "../inputs.ts";
import { type GeneSets, parseGmt } from "./geneSets.ts";

/** What `--gene-sets` gives. */
export interface GeneSetInput {
  readonly geneSets?: readonly GeneSets[] | undefined;
}

/** What `--background` gives: symbols of the genes that could have been found, or how many. */
export interface BackgroundInput {
  readonly background?: readonly string[] | number | undefined;
}

/**
 * Read the libraries of gene sets, each named after its file.
 *
 * @throws bad-file when a file cannot be read or is not GMT.
 */
export function readGeneSets(
  { geneSets }: Config & Pick<EnrichmentOptions, "geneSets">,
  open: OpenFile,
): Promise<readonly GeneSets[]> | undefined {
  return geneSets && Promise.all(geneSets.map((path) => readLibrary(path, open)));
}

async function readLibrary(path: string, open: OpenFile): Promise<GeneSets> {
  const file = baseName(path);
  return { ...parseGmt(await textOf(path, "--gene-sets", open), file), name: file.replace(/\.(gmt|txt)$/i, "") };
}

/**
 * Read the genes that could have been found, unless their number is given.
 *
 * @throws bad-file when a file cannot be read or has no genes.
 */
export function readBackground(
  { background }: Config & Pick<EnrichmentOptions, "background">,
  open: OpenFile,
): Promise<readonly string[] | number> | undefined {
  if (background === undefined) return undefined;
  return typeof background === "number" ? Promise.resolve(background) : readGenes(background, open);
}

async function readGenes(path: string, open: OpenFile): Promise<readonly string[]> {
  const genes = (await textOf(path, "--background", open)).split(/\s+/).filter((gene) => gene !== "");
  if (genes.length > 0) return genes;
  throw new CellScapeError("bad-file", `${path}: expected genes, one per line, got none (--background)`);
}
