import { assign } from "../../math/statistics/assignment.ts";

/**
 * Domains under the numbers of the known labels: pairs share the most cells in all (Hungarian method). Domains that are left
 * over follow behind the labels, the largest first.
 *
 * @param truth [n] 0 .. count - 1, -1 where unknown.
 * @param labels [n] codes >= 0 of any numbering, -1 where there is none.
 * @returns [n] the label of the domain, `count` and above for domains without one; -1 where there is none.
 */
export function matchedCodes(truth: Int32Array, labels: Int32Array, count: number): Int32Array {
  const sizes = new Map<number, number>();
  for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const domains = [...sizes].sort(([a, m], [b, n]) => n - m || a - b).map(([label]) => label);
  const columnOf = new Map(domains.map((label, column) => [label, column]));
  const values = new Float64Array(count * domains.length);
  truth.forEach((code, i) => {
    const column = columnOf.get(labels[i]);
    if (code >= 0 && column !== undefined) values[code * domains.length + column]--;
  });
  const matched = assign({ rows: count, columns: domains.length, values });
  const codeOf = new Map<number, number>();
  matched.forEach((column, code) => {
    if (column >= 0) codeOf.set(domains[column], code);
  });
  let spare = count;
  for (const label of domains) if (!codeOf.has(label)) codeOf.set(label, spare++);
  return labels.map((label) => codeOf.get(label) ?? -1);
}
