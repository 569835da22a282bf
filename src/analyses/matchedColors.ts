import { palette } from "../figure/color/palette.ts";
import { assign } from "../math/statistics/assignment.ts";

/**
 * The colour of the domain that stands for each label: pairs share the most cells in all (Hungarian method). Labels that
 * are left over get colours that no domain has.
 *
 * @param truth [n] -1 where unknown.
 * @param labels [n] domains, 0 .. colors.length - 1.
 */
export function matchedColors(
  truth: Int32Array,
  labels: Int32Array,
  { count, colors }: { readonly count: number; readonly colors: readonly string[] },
): string[] {
  const values = new Float64Array(count * colors.length);
  truth.forEach((code, i) => {
    if (code >= 0) values[code * colors.length + labels[i]]--;
  });
  const matched = assign({ rows: count, columns: colors.length, values });
  const free = palette(colors.length + count).filter((color) => !colors.includes(color));
  let next = 0;
  return Array.from(matched, (k) => (k < 0 ? free[next++ % free.length] : colors[k]));
}
