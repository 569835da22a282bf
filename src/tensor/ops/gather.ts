import { CellScapeError } from "../../core/errors.ts";
import type { Op } from "../op.ts";
import { size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Rows x[index]. A third operand, `users[n, r]`, makes it differentiable: users[j] lists the flat positions in
 * `index` that name row j, so that the gradient is a gather too, never a scatter. Lists that are shorter than r are
 * filled with size(index), which stands for a row of zeros; `complete` promises that there are none.
 */
export const gatherRowsOp: Op<{ readonly complete: boolean }> = {
  name: "gatherRows",
  shape: ([x, index, users]) => {
    const show = (t: Tensor) => `${t.dtype}[${t.shape.join(", ")}]`;
    const got = [x, index, users].flatMap((t) => (t ? [show(t)] : [])).join(", ");
    if (x.shape.length < 1 || index.dtype !== "int32") {
      throw new CellScapeError("bad-shape", `gatherRows: expected rows and an int32 index, got ${got}`);
    }
    if (users && (users.dtype !== "int32" || users.shape.length !== 2 || users.shape[0] !== x.shape[0])) {
      throw new CellScapeError("bad-shape", `gatherRows: expected an int32 list of users per row, got ${got}`);
    }
    return [...index.shape, ...x.shape.slice(1)];
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x, index, users], attributes: { complete } }, dy, t) => {
    if (!users) {
      const wanted = "an index whose inverse is known (takeRows, gatherNeighbors, or the users of each row)";
      throw new CellScapeError("unsupported", `gradients: expected ${wanted}, got gatherRows without one`);
    }
    const row = x.shape.slice(1);
    const rows = t.reshape(dy, [size(index.shape), ...row]);
    const source = complete ? rows : t.concat([rows, t.fill(0, [1, ...row])], 0);
    return [t.sum(t.gatherRows(source, users), [1]), undefined, undefined];
  },
  onnx: (_, [x, index], emit) => emit.node("Gather", [x, index], { axis: 0 }),
  evaluate: ({ inputs: [a], shape }, [x, index]) => {
    const width = size(a.shape.slice(1));
    const result = new Float64Array(size(shape));
    index.forEach((row, i) => {
      checkRow("gatherRows", row, a.shape[0]);
      result.set(x.subarray(row * width, (row + 1) * width), i * width);
    });
    return result;
  },
};

/** @throws bad-shape when a row is outside 0 .. rows - 1. */
export function checkRow(name: string, row: number, rows: number): void {
  if (row >= 0 && row < rows) return;
  throw new CellScapeError("bad-shape", `${name}: expected an index below ${rows}, got ${row}`);
}
