import { lines } from "../../figure/lines.ts";
import type { AnalysisPage, Content, PageFigure } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, slugsOf, titledDomains } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import type { CoOccurrenceMade } from "./made.ts";

/** Curves in a figure at most, those farthest from 1. */
const mostCurves = 8;

/** Co-occurrence of groups by distance. */
export const coOccurrencePage = {
  chapter: "space",
  id: "co-occurrence",
  title: "Co-occurrence by distance",
  short: "Co-occurrence",
  make(made: RunArtifacts<CellTypesMade & CoOccurrenceMade>, { unitUm }: Config) {
    const { coOccurrence } = made;
    if (!coOccurrence?.domains && !coOccurrence?.types) return [];
    const { domains, types } = coOccurrence;
    const { one, many } = placesWord(made);
    return [
      {
        kind: "text",
        text: `Probability of a group within a distance of the ${many} of another group, relative to its probability around any ${one}: above 1 the groups co-occur, below 1 they avoid each other.`,
      },
      ...(types
        ? contents(types, {
            ...{ name: typeWords(made).many, file: "cell_types", unitUm },
            ...{ names: types.categories, colors: typeColors(made) },
          })
        : []),
      ...(domains
        ? contents(domains, {
            name: "domains",
            file: "domains",
            unitUm,
            names: titledDomains(made),
            colors: domainColors(made),
          })
        : []),
    ];
  },
} satisfies AnalysisPage;

interface Words {
  readonly name: string;
  /** Part of the names of figures. */
  readonly file: string;
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly unitUm: number | undefined;
}

function contents(
  { distances, ratios }: NonNullable<CoOccurrenceMade["coOccurrence"]["types"]>,
  { name, file, names, colors, unitUm }: Words,
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
          yLabel: "Co-occurrence ratio",
          zero: true,
          level: { y: 1, caption: "expected" },
          series: rows.map((row) => ({ name: names[row], x, y: curve(row, at), color: colors[row] })),
        },
      ],
      { width: 480, height: 240 },
    );
    const left = c > mostCurves ? ` The ${mostCurves} of ${c} ${name} that differ most from 1 are drawn.` : "";
    return {
      name: `co_occurrence_${file}_${slugs[at]}`,
      title: around,
      svg,
      caption: `Co-occurrence with ${around} by distance; dashed: expected for independent positions.${left}`,
    };
  });
  return [{ kind: "choice", label: `Around ${name.replace(/s$/, "")}`, figures }];
}
