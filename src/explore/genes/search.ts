/** Names prepared for searching as one types. */
export interface NameIndex {
  readonly names: readonly string[];
  readonly lower: readonly string[];
}

export function indexNames(names: readonly string[]): NameIndex {
  return { names, lower: names.map((name) => name.toLowerCase()) };
}

/**
 * Names that hold what was typed: the one that equals it first, then those that begin with it, then the others, each in
 * the order of the list.
 *
 * @param typed everything where it is empty.
 * @returns numbers of names. Cost: one look at each name.
 */
export function searchNames({ lower }: NameIndex, typed: string): Uint32Array {
  const wanted = typed.trim().toLowerCase();
  const found = new Uint32Array(lower.length);
  let count = 0;
  if (wanted === "") {
    for (let i = 0; i < lower.length; i++) found[count++] = i;
    return found;
  }
  const later: number[] = [];
  const equal: number[] = [];
  for (let i = 0; i < lower.length; i++) {
    const at = lower[i].indexOf(wanted);
    if (at < 0) continue;
    if (at > 0) later.push(i);
    else if (lower[i].length === wanted.length) equal.push(i);
    else found[count++] = i;
  }
  const begins = found.subarray(0, count);
  const all = new Uint32Array(equal.length + count + later.length);
  all.set(equal);
  all.set(begins, equal.length);
  all.set(later, equal.length + count);
  return all;
}
