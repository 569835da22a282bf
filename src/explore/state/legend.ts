import { type LegendState, plainLegend } from "./viewState.ts";

/** How a category is drawn. */
export type Appearance = "shown" | "dimmed" | "hidden";

export function appearanceOf({ hidden, dimmed }: LegendState, category: string): Appearance {
  if (hidden.includes(category)) return "hidden";
  return dimmed.includes(category) ? "dimmed" : "shown";
}

/** The legend with a category drawn in another way. */
export function withAppearance(legend: LegendState, category: string, appearance: Appearance): LegendState {
  const others = (list: readonly string[]) => list.filter((each) => each !== category);
  return {
    ...legend,
    hidden: appearance === "hidden" ? [...others(legend.hidden), category] : others(legend.hidden),
    dimmed: appearance === "dimmed" ? [...others(legend.dimmed), category] : others(legend.dimmed),
  };
}

/** Only this category is shown; all are when it was the only one already. */
export function onlyShown(legend: LegendState, categories: readonly string[], category: string): LegendState {
  const shown = categories.filter((each) => appearanceOf(legend, each) === "shown");
  if (shown.length === 1 && shown[0] === category) return { ...plainLegend, sort: legend.sort };
  return { ...legend, hidden: [], dimmed: categories.filter((each) => each !== category) };
}

/** Numbers of the categories in the order in which they are listed. */
export function listedOrder(
  { sort }: Pick<LegendState, "sort">,
  { categories, counts }: { readonly categories: readonly string[]; readonly counts: ArrayLike<number> },
): number[] {
  const order = [...categories.keys()];
  if (sort === "count") return order.sort((a, b) => counts[b] - counts[a] || a - b);
  if (sort === "name") {
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    return order.sort((a, b) => compare(categories[a], categories[b]));
  }
  return order;
}
