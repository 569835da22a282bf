import type { Analysis } from "../analysis.ts";
import { markerKeys } from "./keys.ts";
import { markerMethods } from "./methods.ts";
import { domainMarkersPage, typeMarkersPage } from "./page.ts";
import { domainMarkersStep, typeMarkersStep } from "./step.ts";
import { genesOfInterest, markerFacts, markerWarnings, topMarkers } from "./summary.ts";
import { markerTables } from "./table.ts";

/** Marker genes of domains; those of cell types where these are computed. */
export const markersAnalysis = {
  name: "markers",
  steps: { domainMarkers: domainMarkersStep, typeMarkers: typeMarkersStep },
  artifacts: ["domainMarkers"],
  keys: markerKeys,
  tables: markerTables,
  figures: {
    "markers_*": "dot plot of the best markers of domains or of cell types",
    "volcano_*": "volcano plot of one domain or cell type against the others",
  },
  pages: [domainMarkersPage, typeMarkersPage],
  methods: markerMethods,
  facts: markerFacts,
  domainColumns: topMarkers,
  warnings: markerWarnings,
  map: genesOfInterest,
} satisfies Analysis;
