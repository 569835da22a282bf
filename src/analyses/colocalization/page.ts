import { BACKDROP, palette } from "../../figure/color/palette.ts";
import { type MarkedPanel, markedMaps } from "../../figure/markedMap.ts";
import type { Content, Page, PageFigure, PageTable } from "../../results/page.ts";
import { placesWord, type Reported, slugsOf } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { colocalizationFigure, colocalizationLines } from "./profile.ts";

/** Which cells lie near points or a mask that the user gave. */
export const colocalizationPage: Page = {
  id: "colocalization",
  title: "What lies near the given places",
  short: "Colocalisation",
  make(made, { unitUm }) {
    const { colocalization } = made;
    if (!colocalization) return [];
    const { kind, found, leftOut } = colocalization;
    const file = colocalization.file.split(/[\\/]/).at(-1) ?? "";
    const target = `the ${kind}`;
    const slugs = slugsOf(found.map(({ of }) => of));
    const { many } = placesWord(made);
    const profiles = found.map((each, at): PageFigure => {
      return {
        name: `colocalization_${slugs[at]}`,
        title: each.of,
        svg: colocalizationFigure(each, { of: each.of, target, unitUm }),
        caption: `Share of ${many} high in ${each.of} by distance to ${target}; grey: where 95 % of the shares lie when each sample is moved as a whole.`,
      };
    });
    const maps = found.map((each, at): PageFigure => {
      return {
        name: `colocalization_map_${slugs[at]}`,
        title: each.of,
        svg: mapOf(made, each, { file, unitUm }),
        caption: `${many[0].toUpperCase()}${many.slice(1)} high in ${each.of}, and ${kind === "mask" ? "the border of the mask" : "the points"} of ${file}.`,
      };
    });
    const shown: Content[] = [
      { kind: "choice", label: "Profile of", figures: profiles },
      { kind: "choice", label: "Map of", figures: maps },
      { kind: "table", table: testTable(found) },
    ];
    return [
      {
        kind: "text",
        text: `Do ${many} that are high in a gene or a score lie nearer to ${target} of ${file} than others? The tenth of each sample's ${many} with the highest values counts as high. Chance moves each sample as a whole under ${target}, so that patches of tissue stay together.`,
      },
      ...found.map((each) => ({
        kind: "text" as const,
        text: colocalizationLines(each, { of: each.of, target, unitUm }).join("; "),
      })),
      ...leftOut.map((of) => ({
        kind: "text" as const,
        text: `${of} was not tested: its values do not tell high ${many} from others.`,
      })),
      ...(found.length === 0 ? [] : shown),
    ];
  },
};

function mapOf(
  { dataset, selection, colocalization, ...made }: Reported,
  { of, highCells }: Artifacts["colocalization"]["found"][number],
  { file, unitUm }: { readonly file: string; readonly unitUm: number | undefined },
): string {
  const { kind, outline, sampleOf } = colocalization ?? { kind: "points", outline: undefined, sampleOf: [] };
  const high = new Uint8Array(selection.cells.length);
  for (const i of highCells) high[i] = 1;
  const { codes, names } = dataset.samples ?? { codes: undefined, names: [""] };
  const { columns, values } = selection.positions;
  const sampleOfCell = Int32Array.from(selection.cells, (cell) => codes?.[cell] ?? 0);
  const panels = [...new Set(sampleOfCell)]
    .sort((a, b) => a - b)
    .map((s): MarkedPanel => {
      const title = names[s];
      const cells = Array.from(high.keys()).filter((i) => sampleOfCell[i] === s);
      const marks = Array.from(sampleOf.keys()).filter((m) => sampleOf[m] === s);
      return {
        ...(title === "" ? {} : { title }),
        xy: Float64Array.from(cells.flatMap((i) => [values[i * columns], values[i * columns + 1]])),
        group: Uint8Array.from(cells, (i) => high[i]),
        marks: Float64Array.from(
          marks.flatMap((m) => (outline ? [outline.values[2 * m], outline.values[2 * m + 1]] : [])),
        ),
      };
    });
  const { many } = placesWord(made);
  return markedMaps(panels, {
    names: [`other ${many}`, `high in ${of}`],
    colors: [BACKDROP, palette(1)[0]],
    markName: file,
    outline: kind === "mask",
    ...(unitUm === undefined ? {} : { unitUm }),
  });
}

function testTable(found: Artifacts["colocalization"]["found"]): PageTable {
  return {
    name: "colocalization",
    title: "Tests",
    caption: "Distances in the unit of the positions.",
    columns: [
      { name: "Gene or score", kind: "text" },
      { name: "High", kind: "count" },
      { name: "Of", kind: "count" },
      { name: "Median distance", kind: "number", hint: "of high ones" },
      { name: "of others", kind: "number" },
      {
        name: "Nearer in",
        kind: "share",
        hint: "Share of pairs of a high one and another in which it is the nearer one",
      },
      { name: "z", kind: "number", hint: "Deviations from the mean of the permutations" },
      { name: "p", kind: "p", hint: "Two-sided, by permutation" },
    ],
    rows: found.map(({ of, high, cells, medianDistanceHigh, medianDistanceOther, nearness, zScore, pValue }) => [
      ...[of, high, cells, medianDistanceHigh, medianDistanceOther, nearness, zScore, pValue],
    ]),
  };
}
