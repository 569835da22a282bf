import { clusterSizes } from "../../cluster/partition.ts";
import type { Random } from "../../core/random.ts";
import type { Ensemble } from "./ensemble.ts";
import type { HintedCells } from "./kernel.ts";
import { type LabelFree, nameByHints } from "./labelFree.ts";

/** Classes of all cells by the label-free partition, and cells that stand for those without a label. */
export interface Anchored {
  /** [n] class: labels first, then domains without one; -1 where the partition says nothing. */
  readonly named: Int32Array;
  /** Hints, and cells of the domains without a label. */
  readonly known: HintedCells;
  /** Labels and domains without one. */
  readonly classes: number;
}

/**
 * Adds domains without a label until there are K: the largest in which no hint lies; where the label-free partition has too
 * few of them, those of finer partitions. Each is represented by some cells from its inside.
 *
 * @param labels how many labels the hints have, at most K.
 */
export function anchorUnlabelled(
  ensemble: Ensemble,
  labelFree: LabelFree,
  hints: HintedCells,
  { labels, count, anchors }: { readonly labels: number; readonly count: number; readonly anchors: number },
  rng: Random,
): Anchored {
  const names = nameByHints(labelFree, hints, labels);
  const named = labelFree.labels.map((domain) => names[domain]);
  const missing = count - labels;
  if (missing === 0) return { named, known: hints, classes: labels };
  const found = unhinted(ensemble, labelFree, hints, missing);
  const cells = Array.from(hints.cells);
  const codes = Array.from(hints.codes);
  found.forEach((inside, at) => {
    const members = inside.flatMap((isIn, i) => (isIn ? [i] : []));
    for (const i of members) named[i] = labels + at;
    for (const i of coreOf(members, inside, ensemble, anchors, rng.split(at))) {
      cells.push(i);
      codes.push(labels + at);
    }
  });
  const known = { cells: Uint32Array.from(cells), codes: Int32Array.from(codes) };
  return { named, known, classes: labels + found.length };
}

/** The largest clusters without a hint, of the first partition that has as many; else of the one that has most. */
function unhinted(
  { members }: Ensemble,
  labelFree: LabelFree,
  { cells }: HintedCells,
  wanted: number,
): readonly (readonly boolean[])[] {
  const finer = [...members].sort((a, b) => a.count - b.count).filter(({ count }) => count > labelFree.count);
  let best: { labels: ArrayLike<number>; free: number[] } = { labels: labelFree.labels, free: [] };
  for (const { labels, count } of [labelFree, ...finer.map((each) => ({ labels: each.refined, count: each.count }))]) {
    const hinted = new Set(Array.from(cells, (cell) => labels[cell]));
    const sizes = clusterSizes(Int32Array.from(labels), count);
    const free = Array.from(sizes.keys())
      .filter((k) => !hinted.has(k))
      .sort((a, b) => sizes[b] - sizes[a] || a - b)
      .slice(0, wanted);
    if (free.length > best.free.length) best = { labels, free };
    if (best.free.length === wanted) break;
  }
  return best.free.map((k) => Array.from(best.labels, (label) => label === k));
}

/** Cells of a domain whose nearest cells are in it as well, as far as there are any. */
function coreOf(
  members: readonly number[],
  inside: readonly boolean[],
  { near, cells: n }: Ensemble,
  count: number,
  rng: Random,
): number[] {
  const r = near.length / n;
  const depth = members.map((i) => {
    let own = 0;
    for (let e = i * r; e < (i + 1) * r && near[e] >= 0; e++) if (inside[near[e]]) own++;
    return own;
  });
  const order = Array.from(rng.permutation(members.length)).sort((a, b) => depth[b] - depth[a]);
  const deepest = depth[order[0]];
  const core = order.filter((at) => depth[at] === deepest);
  return (core.length >= count ? core : order).slice(0, count).map((at) => members[at]);
}
