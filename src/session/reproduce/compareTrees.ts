import type { StoredTree } from "../../io/stored/tree.ts";
import { adjustedRandIndex, scoredPairs } from "../../math/statistics/agreement.ts";
import { stageOf, stageOrder } from "./stages.ts";

/** How one array of two results, or one column of a table, differs. */
export interface Difference {
  readonly stage: string;
  /** In result.h5ad, or the table and its column. */
  readonly path: string;
  readonly how:
    | { readonly kind: "absent"; readonly from: "recorded" | "repeated" }
    | { readonly kind: "shape"; readonly recorded: readonly number[]; readonly repeated: readonly number[] }
    /** Labels of cells: how many differ as text, and the agreement of the partitions. */
    | { readonly kind: "labels"; readonly differing: number; readonly of: number; readonly ari: number }
    /** Of a table. */
    | { readonly kind: "rows"; readonly recorded: number; readonly repeated: number }
    /** Texts or whole numbers. */
    | { readonly kind: "values"; readonly differing: number; readonly of: number }
    /** The largest absolute difference, and the largest absolute value of the recorded array. */
    | { readonly kind: "numbers"; readonly largest: number; readonly scale: number }
    /** A table whose columns hold the same values. */
    | { readonly kind: "text" };
}

/**
 * What differs between the arrays of two result.h5ad, in the order in which a run computes them. Timings, versions and
 * settings are no results and are left out.
 */
export function compareTrees(recorded: StoredTree, repeated: StoredTree): Difference[] {
  const paths = [...new Set([...arraysOf(recorded, ""), ...arraysOf(repeated, "")])];
  const found = paths.flatMap((path): Difference[] => {
    const stage = stageOf(path);
    const how = stage === undefined ? undefined : differenceAt(path, recorded, repeated);
    return stage === undefined || how === undefined ? [] : [{ stage, path, how }];
  });
  return inOrder(found);
}

/** Differences in the order in which a run computes what differs. */
export function inOrder(differences: readonly Difference[]): Difference[] {
  const place = ({ stage }: Difference) => stageOrder.indexOf(stage);
  return [...differences].sort((a, b) => place(a) - place(b));
}

const isLabels = (tree: StoredTree, path: string) =>
  tree.kind(`${path}/codes`) === "dataset" && tree.kind(`${path}/categories`) === "dataset";

/** Paths of arrays; a column of labels counts as one. */
function arraysOf(tree: StoredTree, group: string): string[] {
  return tree.keys(group === "" ? "/" : group).flatMap((name) => {
    const path = group === "" ? name : `${group}/${name}`;
    return tree.kind(path) === "dataset" || isLabels(tree, path) ? [path] : arraysOf(tree, path);
  });
}

function differenceAt(path: string, a: StoredTree, b: StoredTree): Difference["how"] | undefined {
  if (a.kind(path) === undefined) return { kind: "absent", from: "recorded" };
  if (b.kind(path) === undefined) return { kind: "absent", from: "repeated" };
  if (isLabels(a, path) && isLabels(b, path)) return labelDifference(labelsOf(a, path), labelsOf(b, path));
  if (a.kind(path) !== "dataset" || b.kind(path) !== "dataset") return { kind: "absent", from: "repeated" };
  const [one, other] = [a.info(path), b.info(path)];
  if (one.shape.join() !== other.shape.join()) return { kind: "shape", recorded: one.shape, repeated: other.shape };
  if (one.type === "string" || other.type === "string") return textDifference(a.strings(path), b.strings(path));
  if (one.type === "compound" || one.type === "other") return undefined;
  return numberDifference(a.numbers(path), b.numbers(path));
}

interface Labels {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

function labelsOf(tree: StoredTree, path: string): Labels {
  const codes = Int32Array.from(tree.numbers(`${path}/codes`));
  const { type } = tree.info(`${path}/categories`);
  const names =
    type === "string" ? tree.strings(`${path}/categories`) : Array.from(tree.numbers(`${path}/categories`), String);
  return { codes, names };
}

function labelDifference(a: Labels, b: Labels): Difference["how"] | undefined {
  const of = a.codes.length;
  if (of !== b.codes.length) return { kind: "shape", recorded: [of], repeated: [b.codes.length] };
  let differing = 0;
  for (let i = 0; i < of; i++) if (a.names[a.codes[i]] !== b.names[b.codes[i]]) differing++;
  if (differing === 0) return undefined;
  const { truth, labels } = scoredPairs(a.codes, b.codes);
  return { kind: "labels", differing, of, ari: truth.length === 0 ? 0 : adjustedRandIndex(truth, labels) };
}

function textDifference(a: readonly string[], b: readonly string[]): Difference["how"] | undefined {
  const differing = a.filter((text, i) => text !== b[i]).length;
  return differing === 0 ? undefined : { kind: "values", differing, of: a.length };
}

function numberDifference(a: ArrayLike<number>, b: ArrayLike<number>): Difference["how"] | undefined {
  let [largest, scale, equal] = [0, 0, true];
  for (let i = 0; i < a.length; i++) {
    if (Number.isFinite(a[i])) scale = Math.max(scale, Math.abs(a[i]));
    if (Object.is(a[i], b[i]) || (a[i] === 0 && b[i] === 0)) continue;
    equal = false;
    const apart = Math.abs(a[i] - b[i]);
    largest = Math.max(largest, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return equal ? undefined : { kind: "numbers", largest, scale };
}
