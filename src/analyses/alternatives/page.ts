import type { Move } from "../../domains/kinds/kinds.ts";
import { type DomainPanel, domainMaps } from "../../figure/domainMap.ts";
import { extentOf } from "../../figure/drawing/points.ts";
import type { AnalysisPage, PageTable } from "../../results/page.ts";
import {
  domainColors,
  overAll,
  placesWord,
  positionsOf,
  type RunArtifacts,
  titledDomains,
} from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { Config } from "../../run/options/config.ts";
import type { AlternativesMade, ShownKind } from "./made.ts";

type Made = RunArtifacts<AlternativesMade>;

/** The kinds of partition side by side, with the cells that differ. */
export const alternativesPage = {
  chapter: "quality",
  id: "alternatives",
  title: "Alternative partitions",
  short: "Alternatives",
  make(made: Made, config: Config) {
    const { alternatives } = made;
    if (!alternatives) return [];
    const { kinds, candidates } = alternatives;
    const { many } = placesWord(made);
    if (kinds.length === 1) {
      return [
        { kind: "text", text: `The ${candidates} candidate partitions agree with the result: there is no other kind.` },
      ];
    }
    return [
      {
        kind: "text",
        text: `${candidates} candidate partitions (of the embedding, of smoothed components and of autocorrelation factors, several numbers of components each) fall into ${kinds.length} kinds. The result is listed first, whatever its support. Support is not accuracy: no score without labels identifies the anatomical one reliably. Compare them with what is known of the tissue; cellscape choose result.h5ad 2 makes the second one the result.`,
      },
      {
        kind: "figure",
        figure: {
          name: "alternatives",
          minor: true,
          title: "Kinds of partition",
          svg: domainMaps(panelsOf(made, kinds), {
            ...{ names: [], keyless: true, columns: isNarrow(made) ? 4 : 2, missingName: "as in the result" },
            ...tissueMapOptions(made, config),
          }),
          caption: `Left: the result, and a representative of each other kind in the colours of the domains that it shares most ${many} with. Right: the ${many} of another domain than in the result, in the colour of their domain in that kind; all others are pale.`,
        },
      },
      { kind: "table", table: tableOf(made, kinds) },
    ];
  },
} satisfies AnalysisPage;

/** Whether two kinds fit beside each other. */
function isNarrow(made: Made): boolean {
  const { width, height } = extentOf(positionsOf(made));
  return width < 0.75 * height;
}

function panelsOf(made: Made, kinds: readonly ShownKind[]): DomainPanel[] {
  const [{ labels: result }] = kinds;
  const names = domainNames(made.domains);
  const shared = { xy: positionsOf(made), names: titledDomains(made), colors: domainColors(made) };
  const differing = (of: (i: number) => number) =>
    overAll(
      made,
      result.map((_, i) => of(i)),
    );
  const isDisputed = (i: number) => kinds.some(({ labels }) => labels[i] !== result[i]);
  return kinds.flatMap(({ labels, support, agreement, moves }, at): DomainPanel[] => [
    {
      ...{ ...shared, group: overAll(made, labels), title: at === 0 ? "1 (result)" : `${at + 1}` },
      note: `support ${percent(support)}${at === 0 ? "" : `, NMI with the result ${agreement.toFixed(2)}`}`,
    },
    at === 0
      ? {
          ...shared,
          group: differing((i) => (isDisputed(i) ? result[i] : -1)),
          title: "differing in any kind",
          note: " ",
        }
      : {
          ...shared,
          group: differing((i) => (labels[i] === result[i] ? -1 : labels[i])),
          title: `${at + 1}: differing`,
          note: movesNote(moves, names),
        },
  ]);
}

/** Between which domains cells differ most: those of the result, then those of the kind. */
function movesNote(moves: readonly Move[], names: readonly string[]): string {
  const most = moves.slice(0, 2);
  const each = most.map(({ from, to, cells }) => `domain ${names[from]} → ${names[to]} (${cells})`);
  return `mainly ${each.join(", ")}`;
}

function tableOf(made: Made, kinds: readonly ShownKind[]): PageTable {
  const { many } = placesWord(made);
  const families = kinds[0].families.map(({ family }) => family);
  return {
    name: "alternatives",
    title: "Kinds of partition",
    columns: [
      { name: "kind", kind: "text" },
      { name: "support", kind: "share", hint: "share of the candidates, families weighing alike" },
      ...families.map((family) => ({
        name: family,
        kind: "share" as const,
        hint: "share of the candidates of this family",
      })),
      { name: "stability", kind: "number", hint: "mean Jaccard index of its domains over the candidates of the kind" },
      { name: "NMI with the result", kind: "number" },
      { name: `differing ${many}`, kind: "count" },
    ],
    rows: kinds.map(({ support, families: shares, stability, agreement, differing }, at) => [
      at === 0 ? "1 (result)" : `${at + 1}`,
      ...[support, ...shares.map(({ share }) => share), Number.isNaN(stability) ? undefined : stability],
      ...(at === 0 ? [undefined, undefined] : [agreement, differing]),
    ]),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
