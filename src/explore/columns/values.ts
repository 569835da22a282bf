import { highestCode, missingCode, type ShownValues } from "./shown.ts";

/**
 * Numbers as they are drawn.
 *
 * @param values [n]; NaN and infinite ones are missing.
 */
export function shownValues(name: string, values: ArrayLike<number>, unit = ""): ShownValues {
  const n = values.length;
  let [low, high, missing] = [Infinity, -Infinity, 0];
  for (let i = 0; i < n; i++) {
    const value = values[i];
    if (!(value - value === 0)) missing++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (missing === n) [low, high] = [0, 0];
  const codes = new Uint16Array(n);
  const histogram = new Uint32Array(1024);
  const scale = high > low ? highestCode / (high - low) : 0;
  for (let i = 0; i < n; i++) {
    const value = values[i];
    if (value - value === 0) {
      const code = (value - low) * scale + 0.5;
      codes[i] = code;
      histogram[codes[i] >> 6]++;
    } else codes[i] = missingCode;
  }
  return { kind: "values", name, unit, low, high, codes, histogram, missing, order: orderByCode(codes) };
}

/** Cells from the lowest code to the highest, missing ones first: a counting sort, cost n. */
export function orderByCode(codes: Uint16Array): Uint32Array {
  const starts = new Uint32Array(65537);
  // Missing ones come first: codes are counted from them on.
  for (const code of codes) starts[((code + 1) & 65535) + 1]++;
  for (let code = 0; code < 65536; code++) starts[code + 1] += starts[code];
  const order = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[starts[(codes[i] + 1) & 65535]++] = i;
  return order;
}
