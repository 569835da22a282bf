import type { Random } from "../../core/random.ts";
import { dropoutMask } from "../../nn/dropout.ts";
import { drawMask } from "../../nn/mask.ts";
import type { SedrOptions } from "./options.ts";
import { dropped, graphUnits } from "./sizes.ts";

/** [n] 1 for cells to whose input the token is added. */
export function drawMasked(n: number, { maskRate }: Pick<SedrOptions, "maskRate">, rng: Random): Float32Array {
  const masked = new Float32Array(n);
  for (const row of drawMask(n, maskRate, rng).masked.rows) masked[row] = 1;
  return masked;
}

/** All that a training step draws: masked cells, masks of dropout, and noise. */
export function drawStep(
  n: number,
  options: Pick<SedrOptions, "maskRate" | "dropoutRate">,
  rng: Random,
): Readonly<Record<string, Float32Array>> {
  const noise = rng.split("noise");
  const masks = Object.entries(dropped).map(([name, width]): [string, Float32Array] => {
    return [name, dropoutMask(n * width, options.dropoutRate, rng.split(name))];
  });
  return {
    ...Object.fromEntries(masks),
    masked: drawMasked(n, options, rng.split("masked")),
    noise: Float32Array.from({ length: n * graphUnits[1] }, () => noise.normal()),
  };
}
