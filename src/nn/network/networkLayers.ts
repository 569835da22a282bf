import { add, aggregate, matmul, softmax } from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { attentionLayer, attentionParameters, dense, denseParameters } from "../layers.ts";
import { xavierUniform } from "../parameters.ts";
import type { NetworkBuilder } from "./network.ts";

/** Layers that declare their own parameters. Each takes x [n, inputs] and gives [n, width]. */
export const layers = {
  /** x W + b. */
  dense(b: NetworkBuilder, x: Tensor, width: number): Tensor {
    return dense(x, b.parameters(denseParameters("dense", x.shape[1], width)), "dense");
  },

  /** Graph attention over neighbours and the cell itself (GAT), the mean of its heads. @see Velickovic et al. 2018. */
  gat(b: NetworkBuilder, x: Tensor, width: number, { heads = 1 }: { readonly heads?: number } = {}): Tensor {
    const shape = { inputs: x.shape[1], heads, width, join: "mean" } as const;
    const weights = b.parameters(attentionParameters("attention", shape));
    return attentionLayer(x, b.graph, { weights, name: "attention", shape });
  },

  /** The mean of x W + b over neighbours and the cell itself (graph convolution). @see Kipf and Welling 2017. */
  gcn(b: NetworkBuilder, x: Tensor, width: number): Tensor {
    const weight = b.parameter([x.shape[1], width], xavierUniform(x.shape[1], width));
    const bias = b.parameter([width], { value: 0 });
    return add(neighborMean(b, matmul(x, weight)), bias);
  },
} as const;

/** [n, d] mean of the rows of a cell and of its neighbours. */
function neighborMean({ graph }: NetworkBuilder, x: Tensor): Tensor {
  return aggregate(softmax(graph.bias), x, graph);
}
