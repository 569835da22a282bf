import { CellScapeError } from "../../core/errors.ts";
import type { Config } from "../../run/options/config.ts";
import { type OpenFile, textOf } from "../inputs.ts";
import type { EnrichmentOptions } from "./options.ts";

/** What `--background` gives: symbols of the genes that could have been found, or how many. */
export interface BackgroundInput {
  readonly background?: readonly string[] | number | undefined;
}

/**
 * Read the genes that could have been found, unless their number is given.
 *
 * @throws bad-file when a file cannot be read or has no genes.
 */
export function readBackground(
  { background }: Config & EnrichmentOptions,
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
