import type { Arrangement, Drawing, Regions } from "./arrangement.ts";

/** Cells across a thin layer. */
const THIN = 3;

/** Rings around a centre beyond the deep side, cut so that each layer has its share of the cells of a sample. */
export function drawLayers(drawing: Drawing): Arrangement {
  const thickness = thicknessOf(drawing);
  return { at: (x, y) => layersAt(x, y, thickness) };
}

/** [domains] share of each layer in the depth of the tissue, 1 in all; of thin ones every second from the second on. */
export function thicknessOf({ domains, side, thinLayers, sizes, thickness }: Omit<Drawing, "rng">): Float64Array {
  const drawn = thickness.map((share, layer) => share * sizes[layer]);
  const isThin = (layer: number) => layer % 2 === 1 && layer < 2 * thinLayers;
  const thin = Math.min(THIN / side, 1 / domains);
  const total = drawn.reduce((sum, share, layer) => sum + (isThin(layer) ? 0 : share), 0);
  return drawn.map((share, layer) => (isThin(layer) ? thin : (share / total) * (1 - thinLayers * thin)));
}

function layersAt(x: Float64Array, y: Float64Array, thickness: Float64Array): Regions {
  const depth = x.map((value, i) => -Math.hypot(value - 0.5, y[i] - 1.9));
  const sorted = depth.slice().sort();
  const bounds: number[] = [];
  let below = 0;
  for (const share of thickness.subarray(0, -1)) {
    below += share;
    bounds.push(sorted[Math.min(sorted.length - 1, Math.floor(below * sorted.length))]);
  }
  const domain = Int32Array.from(depth, (value) => {
    let layer = 0;
    while (layer < bounds.length && value >= bounds[layer]) layer++;
    return layer;
  });
  const distance = new Float64Array(depth.length);
  const next = domain.map((layer, i) => {
    const above = layer > 0 ? depth[i] - bounds[layer - 1] : Number.POSITIVE_INFINITY;
    const beneath = layer < bounds.length ? bounds[layer] - depth[i] : Number.POSITIVE_INFINITY;
    distance[i] = Math.min(above, beneath);
    return bounds.length === 0 ? layer : above < beneath ? layer - 1 : layer + 1;
  });
  return { domain, next, distance };
}
