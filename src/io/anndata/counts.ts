import { CellScapeError } from "../../core/errors.ts";
import type { NumericArray } from "../stored/numbers.ts";
import type { BlockRequest, Reading } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import { describeMatrix, type StoredMatrix } from "./matrix.ts";

/** What a look at a matrix says about it. */
export interface CountsLook {
  readonly matrix: StoredMatrix;
  readonly looksLikeCounts: boolean;
  /** Whether it may be expression at all: numbers of 0 or more. */
  readonly usable: boolean;
  /** In words: `whole numbers from 0 to 812`. */
  readonly why: string;
}

/** Values looked at in each of three places of a matrix. */
const LOOK = 50_000;

/**
 * Every matrix of cells x genes in the file, each with a look at its values: X, raw/X, then the layers, those named
 * after counts first. Matrices that cannot be read are left out and named in `skipped`.
 */
export function* lookForCounts(file: StoredTree): Reading<{ looks: CountsLook[]; skipped: string[] }> {
  const looks: CountsLook[] = [];
  const skipped: string[] = [];
  for (const [where, path] of candidates(file)) {
    try {
      looks.push(yield* look(file, describeMatrix(file, where, path)));
    } catch (error) {
      if (!(error instanceof CellScapeError)) throw error;
      skipped.push(error.message);
    }
  }
  return { looks, skipped };
}

/**
 * What to analyse: the first matrix that looks like counts, else the first without negative values, else the first. Layers
 * that hold a part of the counts come last.
 */
export function bestLook(looks: readonly CountsLook[]): CountsLook | undefined {
  const counted = looks.filter(({ looksLikeCounts }) => looksLikeCounts);
  const usable = looks.filter(({ usable }) => usable);
  const whole = ({ matrix }: CountsLook) => !isPart(matrix.where);
  const spliced = ({ matrix }: CountsLook) => /\/(.*_)?spliced$/i.test(matrix.where);
  return counted.find(whole) ?? usable.find(whole) ?? counted.find(spliced) ?? counted[0] ?? usable[0] ?? looks[0];
}

/** Layers of RNA velocity, each with the molecules of one stage of splicing, and of counts of which some were dropped. */
const isPart = (where: string) =>
  /^layers\/(.*_)?(un)?spliced$|^layers\/(ambiguous|mature|nascent|premature|.*(down|sub)_?sampl.*|.*rarefied.*)$/i.test(
    where,
  );

/**
 * The matrix that holds raw counts: the one requested, else the best there is, with a note when that is not X with counts.
 *
 * @param wanted `X`, `raw/X` or `layers/<name>`.
 * @throws bad-option when the file lacks the matrix requested; bad-data when it has none at all.
 */
export function* chooseCounts(
  file: StoredTree,
  wanted: string | undefined,
): Reading<{ matrix: StoredMatrix; notes: string[] }> {
  if (wanted !== undefined) {
    const found = candidates(file).find(([where]) => where === wanted);
    if (found) return { matrix: describeMatrix(file, ...found), notes: [] };
    const has = candidates(file).map(([where]) => where);
    throw new CellScapeError("bad-option", `${file.name}: expected counts in ${wanted}, got a file with ${list(has)}`);
  }
  const { looks, skipped } = yield* lookForCounts(file);
  const best = bestLook(looks);
  if (best === undefined) {
    const why = skipped[0] ?? "a file without X, raw/X and layers";
    if (skipped.length > 0) throw new CellScapeError("bad-file", why);
    throw new CellScapeError("bad-data", `${file.name}: expected a matrix of cells x genes, got ${why}`);
  }
  const { matrix, looksLikeCounts, why: holds } = best;
  if (!looksLikeCounts) {
    const note = `no matrix looks like raw counts; taking ${matrix.where}, which holds ${holds}`;
    return { matrix, notes: [note, ...skipped] };
  }
  if (matrix.where === "X") return { matrix, notes: [] };
  const x = looks.find((each) => each.matrix.where === "X");
  const instead = x ? `X holds ${x.why}` : "X cannot be used";
  return { matrix, notes: [`${instead}; taking counts from ${matrix.where}`, ...skipped] };
}

/** [name, path] of every place that may hold a matrix of cells x genes, in the order of trust. */
function candidates(file: StoredTree): [where: string, path: string][] {
  const layers = file.keys("layers");
  const named = layers.filter((name) => /count|raw/i.test(name));
  const others = layers.filter((name) => !named.includes(name));
  const exact = named.includes("counts") ? ["counts", ...named.filter((name) => name !== "counts")] : named;
  const all: [string, string][] = [
    ["X", "X"],
    ["raw/X", "raw/X"],
    // anndata before 0.7.
    ["raw/X", "raw.X"],
    ...[...exact, ...others].map((name): [string, string] => [`layers/${name}`, `layers/${name}`]),
  ];
  return all.filter(([, path]) => file.kind(path) !== undefined);
}

function* look(file: StoredTree, matrix: StoredMatrix): Reading<CountsLook> {
  let lowest = 0;
  let highest = 0;
  let fraction: number | undefined;
  let seenValues = 0;
  for (const request of samples(file, matrix)) {
    const values = yield request;
    seenValues += values.length;
    const seen = lookAt(values);
    if (seen.strange !== undefined) {
      return { matrix, looksLikeCounts: false, usable: false, why: `values that are not numbers (${seen.strange})` };
    }
    fraction ??= seen.fraction;
    lowest = Math.min(lowest, seen.lowest);
    highest = Math.max(highest, seen.highest);
  }
  const all = matrix.storage === "dense" ? matrix.rows * matrix.columns : matrix.stored;
  const part = seenValues < all ? ` in ${seenValues} of its values` : "";
  if (lowest < 0) {
    const why = `negative values down to ${short(lowest)}, so it looks scaled`;
    return { matrix, looksLikeCounts: false, usable: false, why };
  }
  if (fraction !== undefined) {
    return { matrix, looksLikeCounts: false, usable: true, why: `fractions such as ${short(fraction)}` };
  }
  return { matrix, looksLikeCounts: true, usable: true, why: `whole numbers from ${lowest} to ${highest}${part}` };
}

/** Values as they look, from 0 on. As a function of its own it is compiled better than inside of a generator. */
function lookAt(values: NumericArray) {
  let lowest = 0;
  let highest = 0;
  let fraction: number | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) return { strange: value, fraction, lowest, highest };
    if (value !== Math.floor(value)) fraction ??= value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { strange: undefined, fraction, lowest, highest };
}

const short = (value: number) => Number(value.toPrecision(4));

/** Values from the beginning, the middle and the end. */
function* samples(file: StoredTree, { path, storage, rows, columns, stored }: StoredMatrix): Generator<BlockRequest> {
  if (stored === 0) return;
  const sparse = storage !== "dense" || file.info(path).shape.length === 1;
  const length = sparse ? stored : rows;
  const span = sparse ? LOOK : Math.max(1, Math.floor(LOOK / columns));
  const tail = Math.max(0, length - span);
  for (const from of new Set([0, Math.floor(tail / 2), tail])) {
    const count = Math.min(span, length);
    if (storage !== "dense") yield { path: `${path}/data`, from: [from], count: [count] };
    else if (sparse) yield { path, from: [from], count: [count] };
    else yield { path, from: [from, 0], count: [count, columns] };
  }
}

const list = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));
