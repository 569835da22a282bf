import { CellScapeError } from "../../core/errors.ts";
import type { Op } from "../op.ts";
import type { Shape } from "../shape.ts";
import { size } from "../shape.ts";

/** Zeros on each side, and the step between windows; both the same for rows and columns. */
export type ConvAttributes = { readonly pad: number; readonly stride: number };

/** y[b, o] = sum_c x[b, c] correlated with w[o, c]; x [b, c, h, w], w [o, c, kh, kw]. */
export const conv2dOp: Op<ConvAttributes> = {
  name: "conv2d",
  shape: ([x, w], attributes) => {
    if (x.shape.length === 4 && w.shape.length === 4 && x.shape[1] === w.shape[1]) {
      return convShape(x.shape, w.shape, attributes);
    }
    const got = `[${x.shape.join(", ")}] and [${w.shape.join(", ")}]`;
    throw new CellScapeError("bad-shape", `conv2d: expected [b, c, h, w] and [o, c, kh, kw], got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x, w], attributes }, dy, t) => [
    t.convInput(dy, w, { ...attributes, height: x.shape[2], width: x.shape[3] }),
    t.convWeight(x, dy, { ...attributes, height: w.shape[2], width: w.shape[3] }),
  ],
  onnx: ({ attributes: { pad, stride } }, inputs, emit) =>
    emit.node("Conv", inputs, { pads: [pad, pad, pad, pad], strides: [stride, stride] }),
  evaluate: (y, [x, w]) => {
    const result = new Float64Array(size(y.shape));
    forEachTerm(y.inputs[0].shape, y.inputs[1].shape, y.attributes, (atX, atW, atY) => {
      result[atY] += x[atX] * w[atW];
    });
    return result;
  },
};

type SizedAttributes = ConvAttributes & { readonly height: number; readonly width: number };

/** The gradient of conv2d with respect to x of the given height and width, from dy [b, o, h', w'] and w. */
export const convInputOp: Op<SizedAttributes> = {
  name: "convInput",
  shape: ([dy, w], { height, width }) => [dy.shape[0], w.shape[1], height, width],
  dtype: ([dy]) => dy.dtype,
  grad: ({ inputs: [dy, w], attributes: { pad, stride } }, g, t) => [
    t.conv2d(g, w, { pad, stride }),
    t.convWeight(g, dy, { pad, stride, height: w.shape[2], width: w.shape[3] }),
  ],
  onnx: ({ inputs: [dy, w], attributes: { pad, stride, height, width } }, inputs, emit) => {
    // What the transposed windows do not reach: rows that a stride left over.
    const rest = [height, width].map(
      (length, i) => length - ((dy.shape[2 + i] - 1) * stride + w.shape[2 + i] - 2 * pad),
    );
    const attributes = { pads: [pad, pad, pad, pad], strides: [stride, stride], output_padding: rest };
    return emit.node("ConvTranspose", inputs, attributes);
  },
  evaluate: (y, [dy, w]) => {
    const result = new Float64Array(size(y.shape));
    forEachTerm(y.shape, y.inputs[1].shape, y.attributes, (atX, atW, atY) => {
      result[atX] += dy[atY] * w[atW];
    });
    return result;
  },
};

/** The gradient of conv2d with respect to w of the given height and width, from x and dy. */
export const convWeightOp: Op<SizedAttributes> = {
  name: "convWeight",
  shape: ([x, dy], { height, width }) => [dy.shape[1], x.shape[1], height, width],
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x, dy], attributes: { pad, stride } }, g, t) => [
    t.convInput(dy, g, { pad, stride, height: x.shape[2], width: x.shape[3] }),
    t.conv2d(x, g, { pad, stride }),
  ],
  // Every window position as one channel (im2col), then one product per image, then the sum over images.
  onnx: ({ inputs: [x, dy], attributes: { pad, stride, height, width } }, [xName, dyName], emit) => {
    const [b, c] = x.shape;
    const [, o, rows, columns] = dy.shape;
    const padded = pad === 0 ? xName : emit.node("Pad", [xName, emit.integers([0, 0, pad, pad, 0, 0, pad, pad])]);
    const shifted: string[] = [];
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const end = emit.integers([i + (rows - 1) * stride + 1, j + (columns - 1) * stride + 1]);
        const steps = emit.integers([stride, stride]);
        shifted.push(emit.node("Slice", [padded, emit.integers([i, j]), end, emit.integers([2, 3]), steps]));
      }
    }
    const windows = shifted.length === 1 ? shifted[0] : emit.node("Concat", shifted, { axis: 1 });
    const matrix = emit.node("Reshape", [windows, emit.integers([b, height * width * c, rows * columns])]);
    const flat = emit.node("Reshape", [dyName, emit.integers([b, o, rows * columns])]);
    // The runtime packs the second matrix, so that is the one of fewer rows.
    const perImage = emit.contribNode("FusedMatMul", [matrix, flat], { transA: 0, transB: 1 });
    const total = emit.node("ReduceSum", [perImage, emit.integers([0])], { keepdims: 0 });
    const split = emit.node("Reshape", [total, emit.integers([height, width, c, o])]);
    return emit.node("Transpose", [split], { perm: [3, 2, 0, 1] });
  },
  evaluate: (y, [x, dy]) => {
    const result = new Float64Array(size(y.shape));
    forEachTerm(y.inputs[0].shape, y.shape, y.attributes, (atX, atW, atY) => {
      result[atW] += x[atX] * dy[atY];
    });
    return result;
  },
};

function convShape([b, , h, w]: Shape, [o, , kh, kw]: Shape, { pad, stride }: ConvAttributes): Shape {
  return [b, o, Math.floor((h + 2 * pad - kh) / stride) + 1, Math.floor((w + 2 * pad - kw) / stride) + 1];
}

/** Visit every product x[atX] w[atW] that is a term of y[atY]: all three operators are sums over these. */
function forEachTerm(
  xShape: Shape,
  wShape: Shape,
  attributes: ConvAttributes,
  visit: (atX: number, atW: number, atY: number) => void,
): void {
  const [b, c, h, w] = xShape;
  const [o, , kh, kw] = wShape;
  const { pad, stride } = attributes;
  const [, , rows, columns] = convShape(xShape, wShape, attributes);
  for (let i = 0, atY = 0; i < b; i++) {
    for (let out = 0; out < o; out++) {
      for (let r = 0; r < rows; r++) {
        for (let s = 0; s < columns; s++, atY++) {
          for (let channel = 0, atW = out * c * kh * kw; channel < c; channel++) {
            for (let u = 0; u < kh; u++) {
              for (let v = 0; v < kw; v++, atW++) {
                const row = r * stride + u - pad;
                const column = s * stride + v - pad;
                if (row < 0 || row >= h || column < 0 || column >= w) continue;
                visit(((i * c + channel) * h + row) * w + column, atW, atY);
              }
            }
          }
        }
      }
    }
  }
}
