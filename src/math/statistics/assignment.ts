import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";

/**
 * Pair rows with columns, one to one, at the least total cost (the linear sum assignment problem).
 *
 * The shorter side is matched completely. Ties are resolved by the order of rows and columns, so the result depends on
 * the costs alone.
 *
 * @param cost [n, m] finite costs, of any sign.
 * @returns [n] column of each row, -1 for the rows that stay alone when n > m.
 * @throws bad-shape when `values` is not n * m long; bad-data when a cost is not finite.
 * @see Jonker and Volgenant, Computing 38 (1987); Crouse, IEEE Trans. Aerosp. Electron. Syst. 52 (2016), which is
 * scipy's `linear_sum_assignment`. Cost: O(n^2 m) at worst, for n <= m; near O(n m) on unstructured costs.
 */
export function assign(cost: Matrix): Int32Array {
  const { rows, columns, values } = cost;
  if (values.length !== rows * columns) {
    throw new CellScapeError(
      "bad-shape",
      `assign: expected ${rows} x ${columns} = ${rows * columns} costs, got ${values.length}`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const [row, column] = [Math.floor(bad / columns), bad % columns];
    throw new CellScapeError("bad-data", `assign: expected finite costs, got ${values[bad]} at [${row}, ${column}]`);
  }
  if (rows <= columns) return assignRows(rows, columns, values).columnOf;

  const turned = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j];
  }
  return assignRows(columns, rows, turned).rowOf;
}

/** Dual prices of the columns and the matching so far; -1 where there is none. */
interface Matching {
  readonly price: Float64Array;
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
}

/** n <= m: every row gets a column. */
function assignRows(n: number, m: number, cost: Matrix["values"]): Matching {
  const matching = {
    price: new Float64Array(m),
    columnOf: new Int32Array(n).fill(-1),
    rowOf: new Int32Array(m).fill(-1),
  };
  if (n === 0) return matching;
  bid(n, m, cost, matching);
  augment(n, m, cost, matching);
  return matching;
}

/**
 * Match most rows cheaply: each takes its best column and raises that column's price to the point where it would be as
 * happy with its second best, turning out the row that was there. It keeps the matching optimal for the prices (free
 * columns stay at price 0), so `augment` may start from it. Each row may bid a few times: price wars go on for long.
 */
function bid(n: number, m: number, cost: Matrix["values"], { price, columnOf, rowOf }: Matching): void {
  const waiting = Array.from({ length: n }, (_, i) => n - 1 - i);
  let bidsLeft = 4 * n;
  while (waiting.length > 0 && bidsLeft-- > 0) {
    const i = waiting.pop()!;
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let bestColumn = -1;
    let secondColumn = -1;
    for (let j = 0, at = i * m; j < m; j++, at++) {
      const value = cost[at] - price[j];
      if (value >= second) continue;
      if (value < best) {
        second = best;
        secondColumn = bestColumn;
        best = value;
        bestColumn = j;
      } else {
        second = value;
        secondColumn = j;
      }
    }
    let j = bestColumn;
    const lead = second - best;
    if (rowOf[j] >= 0) {
      // A tie costs nothing: rather take the second column than turn someone out.
      if (lead === 0 && rowOf[secondColumn] < 0) j = secondColumn;
      else if (lead === 0 || secondColumn < 0) continue;
      else price[j] -= lead;
    }
    const out = rowOf[j];
    if (out >= 0) {
      columnOf[out] = -1;
      waiting.push(out);
    }
    rowOf[j] = i;
    columnOf[i] = j;
  }
}

/** Give each row that is left a column along the cheapest chain of moves: Dijkstra over the reduced costs. */
function augment(n: number, m: number, cost: Matrix["values"], { price, columnOf, rowOf }: Matching): void {
  const distance = new Float64Array(m);
  const from = new Int32Array(m);
  const open = new Int32Array(m);
  const closed = new Int32Array(m);

  for (let start = 0; start < n; start++) {
    if (columnOf[start] >= 0) continue;
    for (let j = 0; j < m; j++) open[j] = j;
    distance.fill(Number.POSITIVE_INFINITY);
    let openCount = m;
    let closedCount = 0;
    let reached = 0;
    let row = start;
    let sink = -1;
    while (sink < 0) {
      // The row's own matched column has reduced cost `held`; its other columns are measured against that.
      const base = row * m;
      const held = row === start ? 0 : cost[base + columnOf[row]] - price[columnOf[row]];
      const offset = reached - held;
      let nearest = Number.POSITIVE_INFINITY;
      let nearestAt = -1;
      for (let at = 0; at < openCount; at++) {
        const j = open[at];
        const through = cost[base + j] - price[j] + offset;
        let shortest = distance[j];
        if (through < shortest) {
          distance[j] = shortest = through;
          from[j] = row;
        }
        // Of equally near columns a free one ends the search.
        if (shortest < nearest || (shortest === nearest && rowOf[j] < 0 && rowOf[open[nearestAt]] >= 0)) {
          nearest = shortest;
          nearestAt = at;
        }
      }
      const j = open[nearestAt];
      reached = nearest;
      openCount--;
      open[nearestAt] = open[openCount];
      if (rowOf[j] < 0) {
        sink = j;
      } else {
        closed[closedCount++] = j;
        row = rowOf[j];
      }
    }
    for (let at = 0; at < closedCount; at++) {
      const j = closed[at];
      price[j] += distance[j] - reached;
    }
    for (let j = sink, i = -1; i !== start; ) {
      i = from[j];
      const next = columnOf[i];
      rowOf[j] = i;
      columnOf[i] = j;
      j = next;
    }
  }
}
