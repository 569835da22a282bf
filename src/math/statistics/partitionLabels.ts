/** Groups numbered 0 .. count - 1. */
export interface Numbered {
  readonly labels: Int32Array;
  readonly count: number;
}

/** The same groups numbered in the order in which they first occur. */
export function numberByOccurrence(labels: Int32Array): Numbered {
  const numbers = new Map<number, number>();
  const renumbered = labels.map((label) => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
  return { labels: renumbered, count: numbers.size };
}

/** The same groups numbered by size, largest first; equal sizes in the order in which they first occur. */
export function numberBySize(labels: Int32Array): Numbered & { readonly sizes: Int32Array } {
  const { labels: occurring, count } = numberByOccurrence(labels);
  const sizes = new Int32Array(count);
  for (const label of occurring) sizes[label]++;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(count);
  order.forEach((label, r) => {
    rank[label] = r;
  });
  return { labels: occurring.map((label) => rank[label]), count, sizes: Int32Array.from(order, (c) => sizes[c]) };
}
