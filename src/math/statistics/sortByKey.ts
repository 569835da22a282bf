/** Whole numbers below 2^32 in ascending order, each with what belongs to it. */
export interface SortedByKey {
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

/** Up to as many keys are compared: counting digits costs as much for few as for some thousands. */
const fewKeys = 2048;
/** Most bits of a digit: their counts stay in the first-level cache. */
const mostDigitBits = 13;

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

/** By the digits of what keys are above the lowest: those of logarithms have two. */
function byDigits(keys: Uint32Array, values: Uint32Array): SortedByKey {
  const m = keys.length;
  let [lowest, highest] = [keys[0], keys[0]];
  for (let e = 1; e < m; e++) {
    if (keys[e] < lowest) lowest = keys[e];
    else if (keys[e] > highest) highest = keys[e];
  }
  const bits = 32 - Math.clz32(highest - lowest);
  const passes = Math.ceil(bits / mostDigitBits);
  const digitBits = Math.ceil(bits / Math.max(1, passes));
  const mask = 2 ** digitBits - 1;
  const next = new Uint32Array(mask + 1);
  let from: SortedByKey = { keys, values };
  let to: SortedByKey = { keys: new Uint32Array(m), values: new Uint32Array(m) };
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const { keys: oldKeys, values: oldValues } = from;
    const { keys: newKeys, values: newValues } = to;
    next.fill(0);
    for (let e = 0; e < m; e++) next[((oldKeys[e] - lowest) >>> shift) & mask]++;
    for (let digit = 0, before = 0; digit <= mask; digit++) {
      const own = next[digit];
      next[digit] = before;
      before += own;
    }
    for (let e = 0; e < m; e++) {
      const at = next[((oldKeys[e] - lowest) >>> shift) & mask]++;
      newKeys[at] = oldKeys[e];
      newValues[at] = oldValues[e];
    }
    [from, to] = [to, from];
  }
  return from;
}
