import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { softplus } from "../../src/nn/activations.ts";
import * as t from "../../src/tensor/ops.ts";
import { input, type Tensor } from "../../src/tensor/tensor.ts";

/** Sizes that do not fill vectors and do not divide by threads. */
const [n, d] = [2501, 64];
const x = input("x", [n, d]);
const column = input("column", [d, 1]);
const rows = input("rows", [n, 1]);
const few = t.slice(x, 0, { end: 501 });
const wide = t.reshape(t.slice(x, 0, { end: 2500 }), [400, 400]);
const some = t.slice(wide, 0, { end: 100 });
const flat = t.reshape(x, [n * d]);
const long = t.slice(flat, 0, { end: 100_000 });
const longer = t.slice(flat, 0, { end: 150_000 });
const maps = t.reshape(x, [n, 8, 8]);

const outputs: Record<string, Tensor> = {
  elu: t.elu(x),
  column: t.matmul(x, column),
  "column of a transposed matrix": t.matmul(x, rows, { transposeA: true }),
  expSums: t.expSums(few, few, t.reshape(t.slice(rows, 0, { end: 501 }), [501])),
  exp: t.exp(x),
  // Odd lengths, in the fewest elements that threads share and in many.
  log: t.log(t.add(t.abs(t.slice(flat, 0, { end: 14_009 })), 0.1)),
  "log of many": t.log(t.add(t.abs(t.slice(flat, 0, { end: n * d - 1 })), 0.1)),
  softplus: softplus(x),
  softmax: t.softmax(x),
  "sum over rows": t.sum(x, [0]),
  "sum over columns": t.sum(x, [1]),
  "sum of all": t.sum(x),
  normalizeRows: t.normalizeRows(x),
  "sum over the outer axes": t.sum(maps, [0, 2]),
  "sum over a long middle axis": t.sum(t.reshape(t.slice(x, 0, { end: 2500 }), [2, 1250, 64]), [1]),
  "more columns than rows": t.matmul(some, wide),
  "more columns than rows, transposed": t.matmul(some, wide, { transposeB: true }),
  "many times more columns": t.matmul(t.reshape(t.slice(x, 0, { end: 100 }), [16, 400]), wide),
  "weights of many cells": t.matmul(t.slice(x, 1, { end: 20 }), x, { transposeA: true }),
  "more columns than rows, in a batch": t.matmul(t.reshape(some, [2, 50, 400]), wide),
  "a long column": t.matmul(wide, t.reshape(t.slice(rows, 0, { end: 400 }), [400, 1])),
  "a long row": t.matmul(t.reshape(t.slice(rows, 0, { end: 400 }), [1, 400]), wide, { transposeB: true }),
  "few rows, long sums": t.matmul(t.reshape(long, [20, 5000]), t.reshape(long, [5000, 20])),
  "few rows, long sums, transposed": t.matmul(t.reshape(long, [20, 5000]), t.reshape(longer, [30, 5000]), {
    transposeB: true,
  }),
  "few rows, longer sums": t.matmul(t.reshape(long, [10, 10_000]), t.reshape(long, [10_000, 10])),
  "few rows in a batch": t.matmul(t.reshape(long, [2, 10, 5000]), t.reshape(long, [2, 5000, 10])),
  "a row": t.matmul(t.reshape(t.slice(rows, 0, { end: 400 }), [1, 400]), wide),
};

test("the number of threads changes no bit of any result", async () => {
  const rng = createRandom(3);
  const normal = (length: number) => Float32Array.from({ length }, () => rng.normal());
  const feeds = { x: normal(n * d), column: normal(d), rows: normal(n) };
  const results = [];
  for (const threads of [1, 2, 3, 4, 7, 8, 16, 40]) {
    const executable = await (await nativeEngine({ threads })).compile(outputs);
    results.push(await executable.run(feeds));
    await executable.release();
  }
  for (const result of results.slice(1)) {
    for (const name of Object.keys(outputs)) expect(bits(result[name]), name).toEqual(bits(results[0][name]));
  }
});

const bits = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");
