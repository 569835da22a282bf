import { CellScapeError } from "../core/errors.ts";
import { groupsOf } from "../data/groups.ts";
import { palette } from "../figure/color/palette.ts";
import { readAnnotations, readObsm } from "../io/anndata/h5ad.ts";
import type { Source } from "../io/source.ts";
import type { Result } from "./exporter.ts";

/**
 * A result.h5ad, opened for export. Counts are not read.
 *
 * @param column column of obs whose groups are exported.
 * @throws bad-option when there is no such column or it holds no groups; whatever reading throws.
 * @example
 * import { fileSource } from "cellscape/node";
 * import { openResult } from "cellscape/results";
 * const { groups, positions, colors } = await openResult(await fileSource("out/result.h5ad"));
 */
export async function openResult(source: Source, column = "cellscape_domain"): Promise<Result> {
  const { cells, obs, positions, positionsFrom, embeddings, colors } = await readAnnotations(source);
  const found = obs.columns.get(column);
  if (found === undefined) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    const way = "export the result.h5ad of a run, or name a column of groups with --column";
    throw new CellScapeError("bad-option", `${source.name}: expected ${column} in obs, got ${has}; ${way}`);
  }
  const groups = groupsOf(found, `${source.name}: obs/${column}`);
  const named = colors.get(column) ?? [];
  const complete = named.length >= groups.categories.length && named.every((color) => /^#[0-9a-f]{6}$/i.test(color));
  return {
    source,
    cells,
    obs,
    positions,
    positionsFrom,
    groups,
    groupsFrom: column,
    colors: complete ? named : palette(groups.categories.length),
    embeddings,
    embedding: (key) => readObsm(source, key),
  };
}
