import { lines } from "../../figure/lines.ts";
import type { Content, Page, PageFigure } from "../../results/page.ts";
import { domainColors, placesWord, slugsOf, titledDomains, typeColors } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";

/** Curves in a figure at most, those farthest from chance. */
const mostCurves = 8;

/** Who is met around whom, by distance. */
export const coOccurrencePage: Page = {
  id: "co-occurrence",
  title: "Who is met around whom, by distance",
  short: "Distances",
  make(made, { unitUm }) {
    const { coOccurrence } = made;
    if (!coOccurrence?.domains && !coOccurrence?.types) return [];
    const { domains, types } = coOccurrence;
    const { one, many } = placesWord(made);
    return [
      {
        kind: "text",
        text: `How much likelier a group is met within a distance of the ${many} of another group than of any ${one} (co-occurrence): above 1 it gathers around them, below 1 it keeps away.`,
      },
      ...(types
        ? contents(types, {
            ...{ name: "cell types", unitUm },
            ...{ names: types.categories, colors: typeColors(made) },
          })
        : []),
      ...(domains
        ? contents(domains, { name: "domains", unitUm, names: titledDomains(made), colors: domainColors(made) })
        : []),
    ];
  },
};

interface Words {
  readonly name: string;
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly unitUm: number | undefined;
}

function contents(
  { distances, ratios }: NonNullable<Artifacts["coOccurrence"]["types"]>,
  { name, names, colors, unitUm }: Words,
): Content[] {
  const c = names.length;
  const bins = distances.length - 1;
  const x = Array.from(distances.subarray(1), (distance) => distance * (unitUm ?? 1));
  const slugs = slugsOf(names);
  const curve = (row: number, around: number) => {
    const first = (row * c + around) * bins;
    return Array.from(ratios.subarray(first, first + bins));
  };
  const figures = names.map((around, at): PageFigure => {
    const strength = (row: number) => Math.max(...curve(row, at).map((ratio) => Math.abs(ratio - 1)));
    const rows = names
      .map((_, row) => row)
      .sort((a, b) => Number(b === at) - Number(a === at) || strength(b) - strength(a))
      .slice(0, mostCurves)
      .sort((a, b) => a - b);
    const svg = lines(
      [
        {
          xLabel: unitUm === undefined ? "Distance (units of the positions)" : "Distance (µm)",
          yLabel: "Ratio to chance",
          zero: true,
          level: { y: 1, caption: "chance" },
          series: rows.map((row) => ({ name: names[row], x, y: curve(row, at), color: colors[row] })),
        },
      ],
      { width: 480, height: 240 },
    );
    const left = c > mostCurves ? ` The ${mostCurves} of ${c} ${name} that differ most from chance are drawn.` : "";
    return {
      name: `co_occurrence_${name.replace(" ", "_")}_${slugs[at]}`,
      title: around,
      svg,
      caption: `Around ${around}: how much likelier each group is met within a distance than by chance (dashed).${left}`,
    };
  });
  return [{ kind: "choice", label: `Around ${name === "domains" ? "domain" : "cell type"}`, figures }];
}
