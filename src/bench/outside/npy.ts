import type { Matrix } from "../../data/matrix.ts";
import { expectFinite } from "./embeddingRows.ts";
import { fault } from "./labelRows.ts";

const types: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  "<f4": (view, at) => view.getFloat32(at, true),
  "<f8": (view, at) => view.getFloat64(at, true),
  ">f4": (view, at) => view.getFloat32(at, false),
  ">f8": (view, at) => view.getFloat64(at, false),
};

/**
 * A matrix of numpy's file format, rows in the order of the cells.
 *
 * @param where for messages.
 * @throws bad-data unless it is [cells, columns] of finite floats.
 * @see numpy.lib.format, versions 1 to 3.
 */
export function parseNpy(bytes: Uint8Array, cells: readonly string[], where: string): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || new TextDecoder("latin1").decode(bytes.subarray(0, 6)) !== "\u0093NUMPY") {
    throw fault(where, "a file of numpy.save", "other bytes");
  }
  const wide = bytes[6] > 1;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? "";
  const turned = /'fortran_order':\s*True/.test(header);
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? "").split(",").map((each) => each.trim());
  const [rows, columns] = shape.filter((each) => each !== "").map(Number);
  const read = types[descr];
  if (!read) throw fault(where, `floats (${Object.keys(types).join(", ")})`, descr || "no type");
  if (rows !== cells.length || !(columns > 0))
    throw fault(where, `[cells=${cells.length}, columns]`, `[${shape.filter(Boolean).join(", ")}]`);
  const size = Number(descr.at(-1));
  if (bytes.length !== start + length + size * rows * columns)
    throw fault(where, "whole data", "a file that was cut short");
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      const at = turned ? d * rows + i : i * columns + d;
      values[i * columns + d] = read(view, start + length + size * at);
    }
    expectFinite(values.subarray(i * columns, (i + 1) * columns), cells[i], where);
  }
  return { rows, columns, values };
}
