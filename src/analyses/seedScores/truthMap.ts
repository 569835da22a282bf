import { domainMaps } from "../../figure/domainMap.ts";
import type { Content } from "../../results/page.ts";
import {
  domainColors,
  overAll,
  placesWord,
  positionsOf,
  type RunArtifacts,
  titledDomains,
} from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { matchedColors } from "../matchedColors.ts";
import type { SeedScoresMade } from "./made.ts";
import { knownLabels } from "./truthCodes.ts";

/** The known labels beside the domains, in matched colours. */
export function truthMap(made: RunArtifacts<SeedScoresMade>, config: Config): Content[] {
  const { seedScores, dataset, selection, domains } = made;
  if (!seedScores) return [];
  const { truth, together } = seedScores;
  const { codes, names } = knownLabels(dataset, selection.cells, truth);
  const order = Array.from(names.keys()).sort((a, b) => names[a].localeCompare(names[b], "en", { numeric: true }));
  const placeOf = Int32Array.from(names, (_, code) => order.indexOf(code));
  const ordered = codes.map((code) => (code < 0 ? -1 : placeOf[code]));
  const sorted = order.map((code) => names[code]);
  const colors = matchedColors(ordered, domains.refined, { count: sorted.length, colors: domainColors(made) });
  const xy = positionsOf(made);
  const svg = domainMaps(
    [
      {
        title: `Known labels (${truth})`,
        xy,
        group: overAll(made, ordered),
        names: sorted,
        colors,
        legendTitle: truth,
      },
      {
        title: "Domains",
        note: `NMI ${together.nmi.toFixed(3)}, ARI ${together.ari.toFixed(3)}`,
        ...{ xy, group: overAll(made, domains.refined), names: titledDomains(made), colors: domainColors(made) },
        legendTitle: "Domain",
      },
    ],
    { names: sorted, missingName: "no label or domain", columns: 2, ...tissueMapOptions(made, config) },
  );
  const caption = `Known labels and domains of the same ${placesWord(made).many}. A label has the colour of the domain that it shares most ${placesWord(made).many} with, one to one; labels without such a domain have colours of their own.`;
  return [{ kind: "figure", figure: { name: "known_labels", title: "Known labels and domains", svg, caption } }];
}
