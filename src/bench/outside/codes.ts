/** Labels as numbers, in the order in which they occur; -1 where unknown. */
export function codesByOccurrence(
  labels: readonly (string | undefined)[],
  unknown: readonly string[] = [],
): { readonly codes: Int32Array; readonly names: readonly string[] } {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(labels, (label) => {
    if (label === undefined || unknown.includes(label)) return -1;
    const code = codeOf.get(label) ?? codeOf.size;
    codeOf.set(label, code);
    return code;
  });
  return { codes, names: [...codeOf.keys()] };
}
