import { Dataset, File, type Group, ready } from "h5wasm/node";
import { createRandom } from "../../src/core/random.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

/** A small tissue as plain arrays, for tests to spoil before it is written. */
export interface Tissue {
  cells: string[];
  genes: string[];
  /** [n, p] */
  counts: Float64Array;
  /** [n, 2] */
  positions: Float64Array | undefined;
}

/** A simulated tissue of three layers. */
export function smallTissue(cells = 60, genes = 12): Tissue {
  const made = simulateTissue({ cells, genes, domains: Math.min(3, cells), modules: 0 }, createRandom(1));
  const counts = new Float64Array(cells * genes);
  const { starts, indices, values } = made.counts;
  for (let i = 0; i < cells; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) counts[i * genes + indices[e]] = values[e];
  }
  return {
    cells: [...made.cells],
    genes: [...made.genes],
    counts,
    positions: Float64Array.from(made.positions.values),
  };
}

export interface Sparse {
  readonly data: Float32Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
  readonly shape: readonly [number, number];
}

/** Counts as CSR, as scipy would store them, for tests to spoil. */
export function sparseOf({ counts, cells, genes }: Tissue): { -readonly [K in keyof Sparse]: Sparse[K] } {
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  cells.forEach((_, i) => {
    genes.forEach((_, u) => {
      const value = counts[i * genes.length + u];
      if (value === 0) return;
      data.push(value);
      indices.push(u);
    });
    indptr.push(data.length);
  });
  return {
    data: Float32Array.from(data),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
    shape: [cells.length, genes.length],
  };
}

/**
 * Write an AnnData file with the HDF5 library alone: our own writer would refuse what these tests need.
 *
 * @param sparse stored as X in place of the tissue's counts.
 * @param more called with the open file, to add to it.
 */
export async function writeTissue(
  path: string,
  { cells, genes, counts, positions }: Tissue,
  { sparse, more }: { sparse?: Sparse; more?: (file: File) => void } = {},
): Promise<void> {
  await ready;
  const file = new File(path, "w");
  encode(file, "anndata", "0.1.0");
  if (sparse) writeSparse(file.create_group("X"), sparse);
  else file.create_dataset({ name: "X", data: counts, shape: [cells.length, genes.length] });
  writeNames(file.create_group("obs"), cells);
  writeNames(file.create_group("var"), genes);
  const obsm = file.create_group("obsm");
  encode(obsm, "dict", "0.1.0");
  if (positions) obsm.create_dataset({ name: "spatial", data: positions, shape: [positions.length / 2, 2] });
  more?.(file);
  file.close();
}

/** What lies at a path of an HDF5 file: text, a number or a list of them; undefined when nothing does. */
export async function readEntry(path: string, entry: string): Promise<unknown> {
  await ready;
  const file = new File(path, "r");
  try {
    const found = file.get(entry);
    if (!(found instanceof Dataset)) return undefined;
    const { value } = found;
    if (typeof value === "bigint") return Number(value);
    // A view of numbers; the type also allows a DataView, which h5wasm does not return.
    return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>, Number) : value;
  } finally {
    file.close();
  }
}

function encode(group: Group | File, type: string, version: string): void {
  group.create_attribute("encoding-type", type);
  group.create_attribute("encoding-version", version);
}

function writeSparse(group: Group, { data, indices, indptr, shape }: Sparse): void {
  encode(group, "csr_matrix", "0.1.0");
  group.create_attribute("shape", BigInt64Array.from(shape, BigInt));
  group.create_dataset({ name: "data", data });
  group.create_dataset({ name: "indices", data: indices });
  group.create_dataset({ name: "indptr", data: indptr });
}

function writeNames(group: Group, names: readonly string[]): void {
  encode(group, "dataframe", "0.2.0");
  group.create_attribute("_index", "_index");
  group.create_attribute("column-order", [], [0], "S1");
  if (names.length > 0) group.create_dataset({ name: "_index", data: [...names] });
  else group.create_dataset({ name: "_index", data: [], shape: [0], dtype: "S1" });
}
