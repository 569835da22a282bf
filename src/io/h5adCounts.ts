import { CellScapeError } from "../errors.ts";
import { describeMatrix, type StoredMatrix } from "./h5adMatrix.ts";
import type { Hdf5File } from "./hdf5.ts";

/** What a look at a matrix says about it. */
export interface CountsLook {
  readonly matrix: StoredMatrix;
  readonly looksLikeCounts: boolean;
  /** In words: `whole numbers from 0 to 812`. */
  readonly why: string;
}

/** Values looked at in each of three places of a matrix. */
const LOOK = 50_000;

/**
 * Every matrix of cells x genes in the file, each with a look at its values: X, raw/X, then the layers, those named
 * after counts first. Matrices that cannot be read are left out and named in `skipped`.
 */
export function lookForCounts(file: Hdf5File): { looks: CountsLook[]; skipped: string[] } {
  const looks: CountsLook[] = [];
  const skipped: string[] = [];
  for (const [where, path] of candidates(file)) {
    try {
      looks.push(look(file, describeMatrix(file, where, path)));
    } catch (error) {
      if (!(error instanceof CellScapeError)) throw error;
      skipped.push(error.message);
    }
  }
  return { looks, skipped };
}

/**
 * The matrix that holds raw counts: the one asked for, else the first that looks like counts, else X with a note.
 *
 * @param wanted `X`, `raw/X` or `layers/<name>`.
 * @throws bad-option when the file lacks the matrix asked for; bad-data when it has none at all.
 */
export function chooseCounts(file: Hdf5File, wanted: string | undefined): { matrix: StoredMatrix; notes: string[] } {
  if (wanted !== undefined) {
    const found = candidates(file).find(([where]) => where === wanted);
    if (found) return { matrix: describeMatrix(file, ...found), notes: [] };
    const has = candidates(file).map(([where]) => where);
    throw new CellScapeError("bad-option", `${file.name}: expected counts in ${wanted}, got a file with ${list(has)}`);
  }
  const { looks, skipped } = lookForCounts(file);
  const counts = looks.find(({ looksLikeCounts }) => looksLikeCounts);
  if (counts?.matrix.where === "X") return { matrix: counts.matrix, notes: [] };
  const [first] = looks;
  if (first === undefined) {
    const why = skipped[0] ?? "a file without X, raw/X and layers";
    if (skipped.length > 0) throw new CellScapeError("bad-file", why);
    throw new CellScapeError("bad-data", `${file.name}: expected a matrix of cells x genes, got ${why}`);
  }
  if (counts === undefined) {
    const note = `no matrix looks like raw counts; taking ${first.matrix.where}, which holds ${first.why}`;
    return { matrix: first.matrix, notes: [note, ...skipped] };
  }
  const [x] = looks.filter(({ matrix }) => matrix.where === "X");
  const instead = x ? `X holds ${x.why}` : "X cannot be used";
  return { matrix: counts.matrix, notes: [`${instead}; taking counts from ${counts.matrix.where}`, ...skipped] };
}

/** [name, path] of every place that may hold a matrix of cells x genes, in the order of trust. */
function candidates(file: Hdf5File): [where: string, path: string][] {
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

function look(file: Hdf5File, matrix: StoredMatrix): CountsLook {
  let lowest = 0;
  let highest = 0;
  for (const values of samples(file, matrix)) {
    for (const value of values) {
      if (!Number.isFinite(value))
        return { matrix, looksLikeCounts: false, why: `values that are not numbers (${value})` };
      if (value < 0)
        return { matrix, looksLikeCounts: false, why: `negative values such as ${value}, so it looks scaled` };
      if (value !== Math.floor(value)) return { matrix, looksLikeCounts: false, why: `fractions such as ${value}` };
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  return { matrix, looksLikeCounts: true, why: `whole numbers from ${lowest} to ${highest}` };
}

/** Values from the beginning, the middle and the end. */
function* samples(file: Hdf5File, { path, storage, rows, columns, stored }: StoredMatrix) {
  if (stored === 0) return;
  const sparse = storage !== "dense" || file.info(path).shape.length === 1;
  const length = sparse ? stored : rows;
  const span = sparse ? LOOK : Math.max(1, Math.floor(LOOK / columns));
  const tail = Math.max(0, length - span);
  for (const from of new Set([0, Math.floor(tail / 2), tail])) {
    const count = Math.min(span, length);
    if (storage !== "dense") yield file.numbers(`${path}/data`, [from], [count]);
    else yield sparse ? file.numbers(path, [from], [count]) : file.numbers(path, [from, 0], [count, columns]);
  }
}

const list = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));
