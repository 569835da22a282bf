import { drawnColor, pairColors } from "../../../src/explore/columns/palettes.ts";
import type { ShownPair } from "../../../src/explore/columns/shown.ts";
import { numberText } from "../../../src/explore/columns/valueText.ts";
import { dark } from "../state/look.ts";

/** Colours of two genes, and how many cells express one or both. */
export function PairLegend({ shown }: { shown: ShownPair }) {
  const { names, highs, cells } = shown;
  const rows = [
    { color: pairColors.first, text: `${names[0]} alone, up to ${numberText(highs[0])}`, count: cells.onlyFirst },
    { color: pairColors.second, text: `${names[1]} alone, up to ${numberText(highs[1])}`, count: cells.onlySecond },
    { color: pairColors.both, text: "both", count: cells.together },
  ];
  return (
    <ul class="legend plain" aria-label={`Colours of ${shown.name}`}>
      {rows.map(({ color, text, count }) => (
        <li key={text}>
          <i style={{ background: `rgb(${drawnColor(color, { dark: dark.value }).join(" ")})` }} />
          <span>{text}</span>
          <small>{count.toLocaleString("en")}</small>
        </li>
      ))}
    </ul>
  );
}
