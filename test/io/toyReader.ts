import type { Sparse } from "../../src/data/sparse.ts";
import { assemble } from "../../src/io/assembly/assemble.ts";
import { inspectDataset } from "../../src/io/inspection/inspectDataset.ts";
import type { FileReader } from "../../src/io/reader.ts";
import type { Source } from "../../src/io/source.ts";

const SIGNATURE = "#toy counts";

/** A format of a program's own: a signature, then `name x y count count ...`, one line per cell. */
export const toy: FileReader = {
  takes: "file",
  format: "toy",
  describes: "toy counts (.toy)",
  options: [],
  matches: async (_, head) => new TextDecoder().decode(head).startsWith(SIGNATURE),
  read: (source) => readToy(source),
  async inspect(source) {
    return inspectDataset(await readToy(source), { format: "toy", version: "1", storage: "dense", type: "text" });
  },
};

async function readToy(source: Source) {
  const lines = new TextDecoder()
    .decode(await source.read(0, source.size))
    .trim()
    .split("\n")
    .slice(1);
  const rows = lines.map((line) => line.split(" "));
  const counts = rows.map(([, , , ...values]) => values.map(Number));
  const genes = counts[0].map((_, u) => `gene${u}`);
  const cells = rows.map(([name]) => name);
  const values = Float64Array.from(rows.flatMap(([, x, y]) => [Number(x), Number(y)]));
  const none = { rows: 0, columns: new Map() };
  return assemble({
    name: source.name,
    cells,
    genes,
    counts: sparse(counts),
    countsFrom: "lines",
    positions: { positions: { rows: rows.length, columns: 2, values }, from: "lines", notes: [] },
    obs: { ...none, rows: cells.length },
    var: { ...none, rows: genes.length },
    notes: [],
  });
}

/** Every entry stored; `assemble` drops the zeros. */
function sparse(rows: readonly (readonly number[])[]): Sparse {
  const [p] = rows.map((row) => row.length);
  return {
    rows: rows.length,
    columns: p,
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, i) => i * p),
    indices: Uint32Array.from(rows.flatMap((row) => row.map((_, u) => u))),
    values: Float32Array.from(rows.flat()),
  };
}

/** A tissue of n x n cells in which the left half expresses other genes than the right. */
export function toyText(n: number, genes: number): string {
  const lines = [SIGNATURE];
  for (let i = 0; i < n * n; i++) {
    const [x, y] = [i % n, Math.floor(i / n)];
    const left = x < n / 2;
    const counts = Array.from({ length: genes }, (_, u) =>
      (u % 2 === 0) === left ? 20 + ((i * 7 + u * 3) % 5) : (i * 5 + u) % 3,
    );
    lines.push([`cell${i}`, x, y, ...counts].join(" "));
  }
  return `${lines.join("\n")}\n`;
}
