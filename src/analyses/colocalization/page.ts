import { BACKDROP, palette } from "../../figure/color/palette.ts";
import { type MarkedPanel, markedMaps } from "../../figure/markedMap.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord, slugsOf } from "../../results/reported.ts";
import { tissuePictureOf } from "../../results/tissuePictures.ts";
import type { Config } from "../../run/options/config.ts";
import type { ColocalizationMade } from "./made.ts";
import { colocalizationFigure, colocalizationLines } from "./profile.ts";

/** Colocalisation of cells with points or a mask. */
export const colocalizationPage = {
  chapter: "space",
  id: "colocalization",
  title: "Colocalisation with points or a mask",
  short: "Colocalisation",
  make(made: RunArtifacts<ColocalizationMade>, { unitUm, picture }: Config) {
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
        caption: `Share of ${many} with high ${each.of} by distance to ${target}; grey: 95 % interval under random shifts of each sample.`,
      };
    });
    const maps = found.map((each, at): PageFigure => {
      return {
        name: `colocalization_map_${slugs[at]}`,
        title: each.of,
        svg: mapOf(made, each, { file, unitUm, picture }),
        caption: `${many[0].toUpperCase()}${many.slice(1)} with high ${each.of}, and ${kind === "mask" ? "the border of the mask" : "the points"} of ${file}.`,
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
        text: `Tests whether ${many} with high values of a gene or score lie nearer to ${target} of ${file} than others. High: the top 10 % of each sample. The null distribution shifts each sample as a whole relative to ${target}, which preserves spatial autocorrelation.`,
      },
      ...found.map((each) => ({
        kind: "text" as const,
        text: colocalizationLines(each, { of: each.of, target, unitUm }).join("; "),
      })),
      ...leftOut.map((of) => ({
        kind: "text" as const,
        text: `${of} was not tested: its values do not separate high ${many} from others.`,
      })),
      ...(found.length === 0 ? [] : shown),
    ];
  },
} satisfies AnalysisPage;

function mapOf(
  { dataset, selection, colocalization, ...made }: RunArtifacts<ColocalizationMade>,
  { of, highCells }: ColocalizationMade["colocalization"]["found"][number],
  { file, unitUm, picture }: { readonly file: string } & Pick<Config, "unitUm" | "picture">,
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
        pictures: tissuePictureOf(dataset, s, { picture }),
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

function testTable(found: ColocalizationMade["colocalization"]["found"]): PageTable {
  return {
    name: "colocalization",
    title: "Colocalisation tests",
    caption: "Distances in the unit of the positions.",
    columns: [
      { name: "Gene or score", kind: "text" },
      { name: "High", kind: "count" },
      { name: "Of", kind: "count" },
      { name: "Median distance (high)", kind: "number" },
      { name: "Median distance (others)", kind: "number" },
      {
        name: "Probability nearer",
        kind: "share",
        hint: "Share of pairs of a high and another one in which the high one is nearer",
      },
      { name: "z", kind: "number", hint: "Deviations from the mean of the permutations" },
      { name: "p", kind: "p", hint: "Two-sided, by permutation" },
    ],
    rows: found.map(({ of, high, cells, medianDistanceHigh, medianDistanceOther, nearness, zScore, pValue }) => [
      ...[of, high, cells, medianDistanceHigh, medianDistanceOther, nearness, zScore, pValue],
    ]),
  };
}
