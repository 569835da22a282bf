import type { ComponentChildren } from "preact";
import { AnalysesPanel } from "./analyses/AnalysesPanel.tsx";
import { ComparePanel } from "./edit/ComparePanel.tsx";
import { EditPanel } from "./edit/EditPanel.tsx";
import { KindsPanel } from "./edit/KindsPanel.tsx";
import { PaintPanel } from "./edit/PaintPanel.tsx";
import { SavePanel } from "./edit/SavePanel.tsx";
import { ColorPanel } from "./panels/ColorPanel.tsx";
import { CompositionPanel } from "./panels/CompositionPanel.tsx";
import { GenePanel } from "./panels/GenePanel.tsx";
import { GeneSetPanel } from "./panels/GeneSetPanel.tsx";
import { LegendPanel } from "./panels/LegendPanel.tsx";
import { MarkerPanel } from "./panels/MarkerPanel.tsx";
import { SelectionPanel } from "./panels/SelectionPanel.tsx";
import { TablePanel } from "./panels/TablePanel.tsx";
import { ViewPanel } from "./panels/ViewPanel.tsx";
import { SharePanel } from "./share/SharePanel.tsx";

/** A part of the column beside the map. */
export interface ExplorerPanel {
  /** Of the element on the page: `panel-ID`. */
  readonly id: string;
  readonly title: string;
  /** Draws its content; it reads the state of the explorer and changes it. */
  readonly Panel: () => ComponentChildren;
  /** Unfolded when a file opens. */
  readonly open: boolean;
  /** It computes from what an .h5ad holds. */
  readonly stored?: true;
}

/** The panels in the order in which they stand. */
export const panels: readonly ExplorerPanel[] = [
  { id: "color", title: "Colour", Panel: ColorPanel, open: true },
  { id: "gene", title: "Genes", Panel: GenePanel, open: true },
  { id: "legend", title: "Legend", Panel: LegendPanel, open: true },
  { id: "geneSets", title: "Gene sets and pairs", Panel: GeneSetPanel, open: false },
  { id: "selection", title: "Selection", Panel: SelectionPanel, open: true },
  { id: "composition", title: "Composition", Panel: CompositionPanel, open: true },
  { id: "markers", title: "Markers", Panel: MarkerPanel, open: true },
  { id: "analyses", title: "Analyses", Panel: AnalysesPanel, open: false, stored: true },
  { id: "edit", title: "Edit groups", Panel: EditPanel, open: false },
  { id: "paint", title: "Label cells", Panel: PaintPanel, open: false, stored: true },
  { id: "kinds", title: "Kinds of partition", Panel: KindsPanel, open: false, stored: true },
  { id: "compare", title: "Compare groups", Panel: ComparePanel, open: false },
  { id: "view", title: "View", Panel: ViewPanel, open: true },
  { id: "table", title: "Table of the map", Panel: TablePanel, open: false },
  { id: "share", title: "Figures and links", Panel: SharePanel, open: false },
  { id: "save", title: "Save", Panel: SavePanel, open: false },
];
