import { policies } from "../../domains/policy.ts";
import { valueMap } from "../../figure/valueMap.ts";
import { bestMarkers } from "../../results/bestMarkers.ts";
import { placesWord, positionsOf, type Reported, titledDomains } from "../../results/reported.ts";
import type { Page, PageColumn, PageTable } from "../page.ts";

/** One row a domain with all that is known of it, and how sure the domains are. */
export const domainsPage: Page = {
  id: "domains",
  title: "The domains",
  short: "Domains",
  make(made, { unitUm }) {
    const { dataset, selection, domains } = made;
    const { many, one } = placesWord(made);
    const confidence = new Float64Array(dataset.cells.length).fill(Number.NaN);
    selection.cells.forEach((cell, i) => {
      confidence[cell] = domains.confidence[i];
    });
    const svg = valueMap(positionsOf(made), confidence, {
      label: "Confidence",
      range: [0, 1],
      ...(unitUm === undefined ? {} : { unitUm }),
    });
    return [
      { kind: "table", table: domainTable(made) },
      {
        kind: "figure",
        figure: {
          name: "confidence",
          title: "Confidence",
          svg,
          caption:
            `How sure the domain of each ${one} is: the share of repeated divisions of the tissue, over the ${one} and its ` +
            `neighbours, that agree with it. Low values line the borders of domains; where a whole domain is low, treat it with care.`,
        },
      },
      {
        kind: "text",
        text: `Domains are numbered by size. A domain with few ${many} or a low stability may be chance.`,
      },
    ];
  },
};

function domainTable(made: Reported): PageTable {
  const { domains, domainMarkers, composition, enrichment } = made;
  const { many } = placesWord(made);
  const total = domains.domains.reduce((sum, { size }) => sum + size, 0);
  const sure = meanOf(domains.confidence, domains);
  const markers = domainMarkers && made.allGenes ? bestMarkers(domainMarkers, made.allGenes, 6) : undefined;
  const columns: PageColumn[] = [
    { name: "Domain", kind: "text" },
    { name: many[0].toUpperCase() + many.slice(1), kind: "count" },
    { name: "Share", kind: "share" },
    { name: "Confidence", kind: "number", hint: "Mean over its members, 0 to 1" },
    {
      name: "Stability",
      kind: "number",
      hint: `How well repeated divisions find the domain again, 0 to 1 (mean Jaccard index); below ${policies.default.stability.weakBelow} it dissolves`,
    },
    ...(markers ? [{ name: "Best markers", kind: "text" } as const] : []),
    ...(composition ? [{ name: "Most common types", kind: "text" } as const] : []),
    ...(enrichment ? [{ name: "Best gene set", kind: "text" } as const] : []),
  ];
  const rows = titledDomains(made).map((name, k) => {
    const { size, stability } = domains.domains[k];
    // Markers and gene sets go by the name of the group: a domain too small to test has none.
    const group = name.replace("Domain ", "");
    return [
      ...[name, size, size / total, sure[k], Number.isFinite(stability) ? stability : undefined],
      ...(markers ? [markers.find((each) => each.group === group)?.genes.join(", ") || "none is significant"] : []),
      ...(composition ? [commonTypes(composition.composition, k)] : []),
      ...(enrichment ? [bestTerm(enrichment.domains.find((each) => each.group === group))] : []),
    ];
  });
  return { name: "domains", title: "All domains", columns, rows };
}

function meanOf(values: Float32Array, { refined, clusters }: Reported["domains"]): number[] {
  const sums = new Float64Array(clusters);
  const counts = new Float64Array(clusters);
  refined.forEach((k, i) => {
    sums[k] += values[i];
    counts[k]++;
  });
  return Array.from(sums, (sum, k) => sum / counts[k]);
}

function commonTypes(
  { types, proportions }: NonNullable<Reported["composition"]>["composition"],
  domain: number,
): string {
  const shares = types.map((type, j) => ({ type, share: proportions[domain * types.length + j] }));
  return shares
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .filter(({ share }) => share >= 0.05)
    .map(({ type, share }) => `${type} (${Math.round(100 * share)} %)`)
    .join(", ");
}

function bestTerm(found: NonNullable<Reported["enrichment"]>["domains"][number] | undefined): string {
  const terms = (found?.libraries ?? []).flatMap((library) => library.terms.slice(0, 1));
  const [best] = terms.sort((a, b) => a.adjustedPValue - b.adjustedPValue);
  return best && best.adjustedPValue <= 0.05 ? best.term : "none is significant";
}
