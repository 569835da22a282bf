import type { Op } from "./op.ts";
import * as arithmetic from "./ops/arithmetic.ts";
import * as conv from "./ops/conv.ts";
import { expSumsOp } from "./ops/expSums.ts";
import * as gather from "./ops/gather.ts";
import * as layout from "./ops/layout.ts";
import * as matmul from "./ops/matmul.ts";
import * as neighbors from "./ops/neighbors.ts";
import * as reduce from "./ops/reduce.ts";
import * as unary from "./ops/unary.ts";
import type { Tensor } from "./tensor.ts";

/** Every op. The loops over engines and over gradients in the tests run over this table. */
export const opTable = {
  add: arithmetic.addOp,
  subtract: arithmetic.subtractOp,
  multiply: arithmetic.multiplyOp,
  divide: arithmetic.divideOp,
  minimum: arithmetic.minimumOp,
  maximum: arithmetic.maximumOp,
  greater: arithmetic.greaterOp,
  where: arithmetic.whereOp,
  negate: unary.negateOp,
  exp: unary.expOp,
  log: unary.logOp,
  sqrt: unary.sqrtOp,
  abs: unary.absOp,
  power: unary.powerOp,
  relu: unary.reluOp,
  leakyRelu: unary.leakyReluOp,
  elu: unary.eluOp,
  sigmoid: unary.sigmoidOp,
  stopGradient: unary.stopGradientOp,
  addSlopes: unary.addSlopesOp,
  cast: unary.castOp,
  matmul: matmul.matmulOp,
  reshape: layout.reshapeOp,
  transpose: layout.transposeOp,
  broadcastTo: layout.broadcastToOp,
  slice: layout.sliceOp,
  concat: layout.concatOp,
  pad: layout.padOp,
  sum: reduce.sumOp,
  max: reduce.maxOp,
  softmax: reduce.softmaxOp,
  expSums: expSumsOp,
  gatherRows: gather.gatherRowsOp,
  aggregate: neighbors.aggregateOp,
  neighborDots: neighbors.neighborDotsOp,
  conv2d: conv.conv2dOp,
  convInput: conv.convInputOp,
  convWeight: conv.convWeightOp,
} as const;

export type OpName = keyof typeof opTable;

/** The record of the op that makes `y`, which must not be an input or a constant. */
export function opOf(y: Tensor): Op {
  if (Object.hasOwn(opTable, y.op)) {
    // hasOwn has checked the name; the record's attributes are those that its own builder stored in `y`.
    return opTable[y.op as OpName] as Op;
  }
  throw new Error(`internal: no op named ${y.op}`);
}
