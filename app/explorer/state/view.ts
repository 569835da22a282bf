import { computed, signal } from "@preact/signals";
import {
  type Coloring,
  coloringKey,
  firstState,
  type LegendState,
  type PaneState,
  plainLegend,
  plainScale,
  type ScaleState,
  type ViewState,
} from "../../../src/explore/state/viewState.ts";

/** What is shown and how: one record, replaced as a whole. */
export const view = signal<ViewState>(firstState("Tissue", { kind: "column", name: "" }));

export function change(changes: Partial<ViewState>): void {
  view.value = { ...view.value, ...changes };
}

/** The pane that panels change. */
export const activePane = computed<PaneState>(() => view.value.panes[view.value.active] ?? view.value.panes[0]);

export function changePane(index: number, changes: Partial<PaneState>): void {
  change({ panes: view.value.panes.map((pane, at) => (at === index ? { ...pane, ...changes } : pane)) });
}

export const setColoring = (coloring: Coloring): void => changePane(view.value.active, { coloring });

export const legendOf = (column: string): LegendState => view.value.legends[column] ?? plainLegend;

export function setLegend(column: string, legend: LegendState): void {
  change({ legends: { ...view.value.legends, [column]: legend } });
}

export const scaleOf = (coloring: Coloring): ScaleState => view.value.scales[coloringKey(coloring)] ?? plainScale;

export function setScale(coloring: Coloring, changes: Partial<ScaleState>): void {
  const scale = { ...scaleOf(coloring), ...changes };
  change({ scales: { ...view.value.scales, [coloringKey(coloring)]: scale } });
}
