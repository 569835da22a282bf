import type { Reported } from "../results/reported.ts";
import type { Config } from "../run/options/config.ts";
import type { Figure } from "./figures.ts";
import type { Content, Page } from "./page.ts";
import { colocalizationPage } from "./pages/colocalization.ts";
import { comparisonPage } from "./pages/comparison.ts";
import { compositionPage } from "./pages/composition.ts";
import { coOccurrencePage } from "./pages/coOccurrence.ts";
import { domainsPage } from "./pages/domains.ts";
import { enrichmentPage } from "./pages/enrichment.ts";
import { gseaPage } from "./pages/gsea.ts";
import { integrationPage } from "./pages/integration.ts";
import { domainMarkersPage, typeMarkersPage } from "./pages/markers.ts";
import { neighborhoodsPage } from "./pages/neighborhoods.ts";
import { pagaPage } from "./pages/paga.ts";
import { seedScoresPage } from "./pages/seedScores.ts";
import { spatialGenesPage } from "./pages/spatialGenes.ts";
import { tissuePage } from "./pages/tissue.ts";
import { trainingPage } from "./pages/training.ts";
import { umapPage } from "./pages/umap.ts";

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
