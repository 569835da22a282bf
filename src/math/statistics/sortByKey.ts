/** Whole numbers below 2^32 in ascending order, each with what belongs to it. */
export interface SortedByKey {
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

/** Up to as many keys are compared: counting digits costs as much for few as for some thousands. */
const fewKeys = 2048;
/** Bits of a digit: their counts stay in the first-level cache. */
const digitBits = 11;
const digits = 2 ** digitBits;
const passes = Math.ceil(32 / digitBits);

/**
 * Sort keys, carrying a value each; equal keys keep their order.
 *
 * @param keys [m]
 * @param values [m]
 * @returns [m] each. The arrays given may be overwritten. Cost: m time where there are many.
 */
export function sortByKey(keys: Uint32Array, values: Uint32Array): SortedByKey {
  return keys.length <= fewKeys ? compared(keys, values) : byDigits(keys, values);
}

/** Key and place in one double each, because only a sort without comparator is native. */
function compared(keys: Uint32Array, values: Uint32Array): SortedByKey {
  const packed = Float64Array.from(keys, (key, at) => key * fewKeys + at).sort();
  const at = (pair: number) => pair % fewKeys;
  return {
    keys: Uint32Array.from(packed, (pair) => Math.floor(pair / fewKeys)),
    values: Uint32Array.from(packed, (pair) => values[at(pair)]),
  };
}

function byDigits(keys: Uint32Array, values: Uint32Array): SortedByKey {
  const m = keys.length;
  const counts = new Uint32Array(passes * digits);
  for (let e = 0; e < m; e++) {
    for (let pass = 0; pass < passes; pass++) {
      counts[pass * digits + ((keys[e] >>> (pass * digitBits)) & (digits - 1))]++;
    }
  }
  let from: SortedByKey = { keys, values };
  let to: SortedByKey = { keys: new Uint32Array(m), values: new Uint32Array(m) };
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const next = counts.subarray(pass * digits, (pass + 1) * digits);
    // A digit that all keys share changes no order.
    if (next[(keys[0] >>> shift) & (digits - 1)] === m) continue;
    for (let digit = 0, before = 0; digit < digits; digit++) {
      const own = next[digit];
      next[digit] = before;
      before += own;
    }
    const { keys: oldKeys, values: oldValues } = from;
    const { keys: newKeys, values: newValues } = to;
    for (let e = 0; e < m; e++) {
      const at = next[(oldKeys[e] >>> shift) & (digits - 1)]++;
      newKeys[at] = oldKeys[e];
      newValues[at] = oldValues[e];
    }
    [from, to] = [to, from];
  }
  return from;
}
