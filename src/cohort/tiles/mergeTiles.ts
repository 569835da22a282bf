import { inOrder } from "../inOrder.ts";
import type { CohortPlan, SampleTotals } from "../records.ts";

/** The name under which a part of a sample is gathered: that of its section, where it is a tile. */
export const sectionOf = ({ sample, section }: { readonly sample: string; readonly section?: string | undefined }) =>
  section ?? sample;

/** Names of the sections of a plan: a section in tiles is one. */
export const sectionsOf = ({ samples }: Pick<CohortPlan, "samples">): ReadonlySet<string> =>
  new Set(samples.map(sectionOf));

/**
 * What tiles count, added up to that of their sections: whole numbers, so that a section has the sizes, contacts and pseudo-bulk
 * that it has as a whole. In the order of their names.
 */
export function mergeTiles(counts: readonly SampleTotals[]): readonly SampleTotals[] {
  const parts = new Map<string, SampleTotals[]>();
  for (const each of counts) parts.set(sectionOf(each), [...(parts.get(sectionOf(each)) ?? []), each]);
  return inOrder(
    [...parts].map(([sample, tiles]) => (tiles[0].section === undefined ? tiles[0] : merged(sample, tiles))),
  );
}

function merged(sample: string, tiles: readonly SampleTotals[]): SampleTotals {
  const used = tiles.map(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0));
  const all = used.reduce((sum, cells) => sum + cells, 0);
  const mean = (of: (tile: SampleTotals) => number) =>
    tiles.reduce((sum, tile, t) => sum + (of(tile) * used[t]) / all, 0);
  const bulks = tiles.flatMap(({ bulk }) => (bulk ? [bulk] : []));
  return {
    ...tiles[0],
    sample,
    section: undefined,
    input: tiles.map(({ input }) => input).join(" "),
    cells: tiles.reduce((sum, { cells }) => sum + cells, 0),
    sizes: Uint32Array.from(tiles[0].sizes, (_, k) => tiles.reduce((sum, { sizes }) => sum + sizes[k], 0)),
    contacts: added(tiles.map(({ contacts }) => contacts)),
    bulk: bulks.length === tiles.length ? added(bulks) : undefined,
    novelty: {
      verdict: severest(tiles.map(({ novelty }) => novelty.verdict)),
      beyond: mean(({ novelty }) => novelty.beyond),
      correlation: mean(({ novelty }) => novelty.correlation),
    },
  };
}

function added(tables: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(tables[0].length);
  for (const table of tables) for (let e = 0; e < sum.length; e++) sum[e] += table[e];
  return sum;
}

const severest = (verdicts: readonly string[]) =>
  ["far", "different"].find((verdict) => verdicts.includes(verdict)) ?? verdicts[0];
