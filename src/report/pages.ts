import type { Page } from "./page.ts";
import { compositionPage } from "./pages/composition.ts";
import { domainsPage } from "./pages/domains.ts";
import { enrichmentPage } from "./pages/enrichment.ts";
import { domainMarkersPage, typeMarkersPage } from "./pages/markers.ts";
import { neighborhoodsPage } from "./pages/neighborhoods.ts";
import { pagaPage } from "./pages/paga.ts";
import { spatialGenesPage } from "./pages/spatialGenes.ts";
import { tissuePage } from "./pages/tissue.ts";
import { trainingPage } from "./pages/training.ts";
import { umapPage } from "./pages/umap.ts";

/** The parts of the report, in order: a new analysis is one entry. */
export const pages: readonly Page[] = [
  tissuePage,
  domainsPage,
  domainMarkersPage,
  enrichmentPage,
  compositionPage,
  typeMarkersPage,
  umapPage,
  pagaPage,
  neighborhoodsPage,
  spatialGenesPage,
  trainingPage,
];
