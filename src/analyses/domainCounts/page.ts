import { countTrustText } from "../../domains/counts/trust.ts";
import { policies } from "../../domains/policy.ts";
import { countTree as drawTree } from "../../figure/countTree.ts";
import { type DomainPanel, domainMaps } from "../../figure/domainMap.ts";
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
import { matchedColors } from "../matchedColors.ts";
import type { DomainCountsMade, ShownLevel } from "./made.ts";
import { changeText, unstableIn } from "./words.ts";

type Made = RunArtifacts<DomainCountsMade>;

const { weakBelow } = policies.default.stability;

/** Other numbers of domains beside that of the result, as a tree and as maps. */
export const domainCountsPage = {
  chapter: "quality",
  id: "domain-counts",
  title: "Other numbers of domains",
  short: "Other K",
  make(made: Made, config: Config) {
    const { countTree, domains, domainCount } = made;
    if (!countTree || countTree.levels.length < 2) return [];
    const { levels, rivals } = countTree;
    const { many } = placesWord(made);
    const colors = colorsOfLevels(levels, domains.count, domainColors(made));
    const drawn = levels.map((level, at) => {
      const selected = level.count === domains.count;
      return { ...level, selected, colors: colors[at], names: selected ? domainNames(domains) : numbered(level.count) };
    });
    const how = domainCount
      ? `K = ${domains.count} was selected without labels. ${countTrustText} Rivals: K = ${rivals.join(", ")}; result.h5ad holds their domains.`
      : `K = ${domains.count} was given. result.h5ad holds the domains of K = ${rivals.join(", ")} as well.`;
    return [
      {
        kind: "text",
        text: `${how} A finer or coarser division may suit the question better: choose it with --domains.`,
      },
      {
        kind: "figure",
        figure: {
          name: "domain_tree",
          minor: true,
          title: "Domains by their number",
          svg: drawTree(drawn, { title: "Domains by their number", weakBelow, many }),
          caption: `Each row holds all ${many}, divided into K domains; bands are the ${many} that two domains of neighbouring rows share. A domain that splits feeds several; one that no row keeps is an artefact of its K. Dashed: unstable (mean Jaccard index below ${weakBelow} across clusterings of that K). A domain has the colour of the one in the row nearer to the result that it shares most ${many} with, one to one.`,
        },
      },
      { kind: "table", table: tableOf(levels, domains.count) },
      {
        kind: "figure",
        figure: {
          name: "domain_counts",
          title: "Other numbers of domains",
          svg: mapsOf(
            made,
            drawn.filter(({ count, selected }) => selected || rivals.includes(count)),
            config,
          ),
          caption: `The domains of the numbers that ${domainCount ? "the criterion ranks next" : "lie next to it"}, found in the same embedding.`,
        },
      },
    ];
  },
} satisfies AnalysisPage;

interface Drawn extends ShownLevel {
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly selected: boolean;
}

/** Colours of each level: those of the result, handed on from level to level in both directions. */
function colorsOfLevels(levels: readonly ShownLevel[], result: number, own: readonly string[]): (readonly string[])[] {
  const colors = levels.map(() => own);
  const at = levels.findIndex(({ count }) => count === result);
  const hand = (to: number, from: number) => {
    const { labels, count } = levels[to];
    colors[to] = matchedColors(labels, levels[from].labels, { count, colors: colors[from] });
  };
  for (let level = at + 1; level < levels.length; level++) hand(level, level - 1);
  for (let level = at - 1; level >= 0; level--) hand(level, level + 1);
  return colors;
}

function mapsOf(made: Made, levels: readonly Drawn[], config: Config): string {
  const xy = positionsOf(made);
  const panels = levels.map(({ count, score, labels, agreement, names, colors, selected }): DomainPanel => {
    const notes = [
      ...(score === undefined ? [] : [`criterion ${score.toFixed(2)}`]),
      ...(selected ? [] : [`NMI with the result ${agreement.toFixed(2)}`]),
    ];
    return {
      ...{ xy, group: overAll(made, labels), colors, names: selected ? titledDomains(made) : names },
      title: selected ? `K = ${count} (result)` : `K = ${count}`,
      note: notes.join(", ") || " ",
    };
  });
  return domainMaps(panels, { names: [], keyless: true, columns: 2, ...tissueMapOptions(made, config) });
}

function tableOf(levels: readonly ShownLevel[], selected: number): PageTable {
  const isScored = levels.some(({ score }) => score !== undefined);
  return {
    name: "domain_counts",
    title: "What one more domain changes",
    columns: [
      { name: "K", kind: "text" },
      ...(isScored ? [{ name: "criterion", kind: "number" as const }] : []),
      { name: "from K - 1", kind: "text", hint: "domains are numbered as in the tree" },
      { name: "nested", kind: "share", hint: "share in the domain of K - 1 that most of their domain comes from" },
      { name: "unstable", kind: "text", hint: `mean Jaccard index below ${weakBelow}` },
      { name: "NMI with the result", kind: "number" },
    ],
    rows: levels.map((level, at) => [
      level.count === selected ? `${level.count} (result)` : `${level.count}`,
      ...(isScored ? [level.score] : []),
      at === 0 ? "" : changeText(level),
      at === 0 ? undefined : level.nested,
      unstableIn(level, weakBelow).join(", ") || "none",
      level.agreement,
    ]),
  };
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `${k + 1}`);
}
