import type { ColorMapName } from "../../figure/color/colorMap.ts";
import type { SelectionSteps } from "../selection/steps.ts";

/** What is shown and how, without any array of cells: small enough for a link. */
export interface ViewState {
  /** Side by side, at least one. */
  readonly panes: readonly PaneState[];
  /** The pane that panels change. */
  readonly active: number;
  /** Panes of the same layout move together. */
  readonly linked: boolean;
  /** By column. */
  readonly legends: Readonly<Record<string, LegendState>>;
  /** By the key of a coloring. */
  readonly scales: Readonly<Record<string, ScaleState>>;
  readonly selection: SelectionSteps;
  /** The selection that markers compare with; all other cells where undefined. */
  readonly against: SelectionSteps | undefined;
  /** Opacity of pictures under the cells, and of the cells, from 0 to 1. */
  readonly picture: number;
  readonly opacity: number;
  /** Size of drawn cells as a multiple of that which their density suggests. */
  readonly size: number;
  /** How much cells of low confidence fade, from 0 to 1. */
  readonly fade: number;
  /** The one sample that is shown; all where undefined. */
  readonly sample: string | undefined;
}

export interface PaneState {
  readonly layout: string;
  readonly coloring: Coloring;
  /** Undefined: all cells are seen. */
  readonly camera: { readonly x: number; readonly y: number; readonly scale: number } | undefined;
}

/** What colours stand for. */
export type Coloring =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "gene"; readonly name: string }
  /** Two genes at once, each with a colour of its own. */
  | { readonly kind: "pair"; readonly first: string; readonly second: string }
  /** Mean of genes, less that of all genes. */
  | { readonly kind: "score"; readonly name: string; readonly genes: readonly string[] }
  /** The domain that a cell would belong to next. */
  | { readonly kind: "second"; readonly name: string };

/** Categories that stand back; all others are shown. */
export interface LegendState {
  readonly hidden: readonly string[];
  readonly dimmed: readonly string[];
  /** Order of the categories as listed. */
  readonly sort: "file" | "name" | "count";
}

export interface ScaleState {
  /** Limits of the colours as values; of the data where undefined. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly log: boolean;
  readonly map: ColorMapName;
}

export const plainLegend: LegendState = { hidden: [], dimmed: [], sort: "file" };
export const plainScale: ScaleState = { from: undefined, to: undefined, log: false, map: "viridis" };

/** The state in which a file opens. */
export function firstState(layout: string, coloring: Coloring): ViewState {
  return {
    panes: [{ layout, coloring, camera: undefined }],
    active: 0,
    linked: true,
    legends: {},
    scales: {},
    selection: [],
    against: undefined,
    picture: 0.6,
    opacity: 1,
    size: 1,
    fade: 0,
    sample: undefined,
  };
}

/** One text for each coloring, under which its scale is kept. */
export function coloringKey(coloring: Coloring): string {
  if (coloring.kind === "pair") return `pair:${coloring.first}+${coloring.second}`;
  if (coloring.kind === "score") return `score:${coloring.name}:${coloring.genes.join("+")}`;
  return `${coloring.kind}:${coloring.name}`;
}

/** What a coloring is called on the page. */
export function coloringTitle(coloring: Coloring): string {
  if (coloring.kind === "pair") return `${coloring.first} and ${coloring.second}`;
  if (coloring.kind === "score") return coloring.name;
  return coloring.kind === "second" ? `second likeliest ${coloring.name}` : coloring.name;
}
