/**
 * Names made unique as anndata does it: the first keeps its name, later ones get `-1`, `-2`, ...
 *
 * @returns the names, and how many had to be changed.
 * @see anndata.utils.make_index_unique
 */
export function uniqueNames(names: readonly string[]): { names: readonly string[]; changed: number } {
  const taken = new Set(names);
  if (taken.size === names.length) return { names, changed: 0 };
  const seen = new Set<string>();
  const copies = new Map<string, number>();
  const unique = names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let copy = copies.get(name) ?? 0;
    let candidate: string;
    do candidate = `${name}-${++copy}`;
    while (taken.has(candidate));
    copies.set(name, copy);
    taken.add(candidate);
    return candidate;
  });
  return { names: unique, changed: names.length - seen.size };
}
