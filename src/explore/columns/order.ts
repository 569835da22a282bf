import { createRandom } from "../../core/random.ts";

/** Cells in an order without meaning, the same each time: drawn as they lie in the file, one group would hide another. */
export function shuffledOrder(n: number): Uint32Array {
  const rng = createRandom(0);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng.uniform() * (i + 1));
    const other = order[i];
    order[i] = order[j];
    order[j] = other;
  }
  return order;
}
