import { compositionPage } from "../analyses/cellTypes/page.ts";
import { colocalizationPage } from "../analyses/colocalization/page.ts";
import { comparisonPage } from "../analyses/comparison/page.ts";
import { coOccurrencePage } from "../analyses/coOccurrence/page.ts";
import { enrichmentPage } from "../analyses/enrichment/page.ts";
import { gseaPage } from "../analyses/gsea/page.ts";
import { integrationPage } from "../analyses/integration/page.ts";
import { domainMarkersPage, typeMarkersPage } from "../analyses/markers/page.ts";
import { neighborhoodsPage } from "../analyses/neighborhoods/page.ts";
import { pagaPage } from "../analyses/paga/page.ts";
import { seedScoresPage } from "../analyses/seedScores/page.ts";
import { spatialGenesPage } from "../analyses/spatialGenes/page.ts";
import { umapPage } from "../analyses/umap/page.ts";
import type { Content, Page } from "../results/page.ts";
import type { Reported } from "../results/reported.ts";
import type { Config } from "../run/options/config.ts";
import type { Figure } from "./figures.ts";
import { domainsPage } from "./pages/domains.ts";
import { tissuePage } from "./pages/tissue.ts";
import { trainingPage } from "./pages/training.ts";

/** The parts of the report, in order: a new analysis is one entry. */
export const pages: readonly Page[] = [
  tissuePage,
  domainsPage,
  integrationPage,
  comparisonPage,
  seedScoresPage,
  domainMarkersPage,
  enrichmentPage,
  gseaPage,
  compositionPage,
  typeMarkersPage,
  umapPage,
  pagaPage,
  neighborhoodsPage,
  coOccurrencePage,
  colocalizationPage,
  spatialGenesPage,
  trainingPage,
];

/** A part of the report with its content. */
export interface MadePage extends Omit<Page, "make"> {
  readonly contents: readonly Content[];
}

/** The parts that have something to show. */
export function makePages(made: Reported, config: Config): MadePage[] {
  return pages
    .map(({ make, ...page }) => ({ ...page, contents: make(made, config) }))
    .filter(({ contents }) => contents.length > 0);
}

/** The figures of the parts, those of which one is shown at a time last. */
export function pageFigures(parts: readonly MadePage[]): { readonly single: Figure[]; readonly chosen: Figure[] } {
  const contents = parts.flatMap((part) => part.contents);
  return {
    single: contents.flatMap((content) => (content.kind === "figure" ? [content.figure] : [])),
    chosen: contents.flatMap((content) => (content.kind === "choice" ? content.figures : [])),
  };
}
