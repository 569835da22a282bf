import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { principalBasis } from "../../math/linearAlgebra/pca.ts";
import { type RowPool, rowPool } from "../../math/neighbors/nearestAmong.ts";
import type { CounterpartPolicy } from "../policy.ts";

/** Cells in whose places others of their section stand: all of them, or a sample of each section. */
interface Pool {
  /** [sections] cells of each, ascending. */
  readonly cells: readonly Uint32Array[];
  /** [sections] their rows [., columns] along the leading components, and searches among them. */
  readonly rows: readonly Float32Array[];
  readonly columns: number;
  readonly searches: readonly RowPool[];
}

/** Calls `found` with the counterparts of each cell in each other section: indices of cells, nearest first, or none. */
export interface Counterparts {
  forEach(found: (cell: number, section: number, counterparts: readonly number[]) => void, task?: Task): Promise<void>;
}

/**
 * Cells of other sections that resemble a cell, mutually: j is a counterpart of i if it is among the `nearest` cells of its
 * section to i, and i is closer to it than the cell of i's section at rank `within`. Tissue that another section lacks has no
 * counterparts there: the cells that come nearest to it are nearer to what both sections have.
 *
 * @param embedding [n, d], compared along its leading principal components.
 * @param sections [n] section of each cell, codes >= 0.
 * @throws bad-shape when sizes differ; bad-data where all cells are of one section.
 * @see Haghverdi et al. 2018 (mutual nearest neighbours). Memory: a pool of at most `exactUpTo` cells, whatever n.
 */
export async function findCounterparts(
  embedding: Matrix,
  sections: Int32Array,
  policy: CounterpartPolicy,
  rng: Random,
): Promise<Counterparts> {
  const { rows: n, columns: d, values } = embedding;
  expectShape("counterparts: sections", [sections.length], { cells: n });
  const { codes, members } = bySection(sections);
  if (members.length < 2) {
    throw new CellScapeError("bad-data", "counterparts: expected cells of several sections, got one; leave it out");
  }
  const most = n <= policy.exactUpTo ? n : Math.max(policy.nearest, Math.floor(policy.sampled / members.length));
  const cells = members.map((own, s) => drawn(own, most, rng.split(s)));
  const pooled = Uint32Array.from(cells.flatMap((own) => [...own]));
  const basis = await principalBasis(picked(embedding, pooled), Math.min(policy.components, d, pooled.length));
  const { loadings } = basis;
  const rowOf = (cell: number, out: Float32Array) => {
    for (let c = 0; c < loadings.columns; c++) {
      let sum = 0;
      for (let u = 0; u < d; u++) sum += values[cell * d + u] * loadings.values[u * loadings.columns + c];
      out[c] = sum;
    }
  };
  const rows = cells.map((own) => {
    const made = new Float32Array(own.length * loadings.columns);
    own.forEach((cell, at) => {
      rowOf(cell, made.subarray(at * loadings.columns, (at + 1) * loadings.columns));
    });
    return made;
  });
  const ranks = cells.map(({ length }) => rankOf(length, policy));
  const searches = rows.map((own, s) => rowPool(own, loadings.columns, Math.max(policy.nearest, ranks[s])));
  const reach = reachOf({ cells, rows, columns: loadings.columns, searches }, ranks);
  return {
    async forEach(found, task = silentTask) {
      const row = new Float32Array(loadings.columns);
      for (let i = 0; i < n; i++) {
        if (task.due()) await task.update(i / n);
        rowOf(i, row);
        const own = codes[i];
        for (let s = 0; s < searches.length; s++) {
          if (s === own) continue;
          const { indices, squares } = searches[s].nearest(row, policy.nearest);
          const mutual: number[] = [];
          for (let rank = 0; rank < indices.length; rank++) {
            const at = indices[rank];
            if (squares[rank] <= reach[s][own][at]) mutual.push(cells[s][at]);
          }
          found(i, s, mutual);
        }
      }
    },
  };
}

/** The rank in a section of so many cells up to which a cell is near to those of others. */
function rankOf(cells: number, { within, withinShare, nearest }: CounterpartPolicy): number {
  return Math.min(cells, Math.max(nearest, Math.min(within, Math.ceil(withinShare * cells))));
}

/** Of each pooled cell of a section and each other section: the square of the distance of the cell at a rank there. */
function reachOf({ cells, rows, columns, searches }: Pool, ranks: readonly number[]): readonly Float64Array[][] {
  return rows.map((own, s) =>
    searches.map((search, t) => {
      if (s === t) return new Float64Array(0);
      return Float64Array.from({ length: cells[s].length }, (_, at) => {
        const { squares } = search.nearest(own.subarray(at * columns, (at + 1) * columns), ranks[t]);
        return squares[squares.length - 1];
      });
    }),
  );
}

/** Sections numbered without gaps, and the cells of each. */
function bySection(sections: Int32Array): { readonly codes: Int32Array; readonly members: readonly Uint32Array[] } {
  const present = [...new Set(sections)].sort((a, b) => a - b);
  const codes = sections.map((section) => present.indexOf(section));
  const members = present.map((_, s) => Uint32Array.from(codes.keys()).filter((i) => codes[i] === s));
  return { codes, members };
}

function drawn(cells: Uint32Array, most: number, rng: Random): Uint32Array {
  if (cells.length <= most) return cells;
  return Uint32Array.from(rng.permutation(cells.length).slice(0, most), (at) => cells[at]).sort();
}

function picked({ columns, values }: Matrix, cells: Uint32Array): Matrix {
  const made = new Float64Array(cells.length * columns);
  cells.forEach((cell, at) => {
    made.set(values.subarray(cell * columns, (cell + 1) * columns), at * columns);
  });
  return { rows: cells.length, columns, values: made };
}
