import type { CategoryColumn } from "../../data/table.ts";
import { palette } from "../../figure/color/palette.ts";
import { missingCode, type ShownGroups } from "./shown.ts";

/**
 * Categories as they are drawn.
 *
 * @param colors those of the file; the palette where they are not one `#rrggbb` a category.
 */
export function shownGroups(
  name: string,
  { codes, categories }: Pick<CategoryColumn, "codes" | "categories">,
  colors: readonly string[] = [],
): ShownGroups {
  const counts = new Uint32Array(categories.length);
  const drawn = new Uint16Array(codes.length);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code < 0) {
      drawn[i] = missingCode;
      missing++;
    } else {
      drawn[i] = code;
      counts[code]++;
    }
  }
  return { kind: "groups", name, categories, colors: ownOr(colors, categories.length), codes: drawn, counts, missing };
}

/** scanpy writes `#rrggbb`, and `#rrggbbaa` for colours of some maps. */
function ownOr(colors: readonly string[], count: number): readonly string[] {
  const complete = colors.length >= count && colors.every((color) => /^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(color));
  return complete && count > 0
    ? colors.slice(0, count).map((color) => color.slice(0, 7).toLowerCase())
    : palette(count);
}
