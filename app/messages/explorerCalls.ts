import type { ColumnEntry } from "../../src/explore/columns/columns.ts";
import type { ShownColumn } from "../../src/explore/columns/shown.ts";
import type { CellFacts } from "../../src/explore/exploration.ts";
import type { Layout } from "../../src/explore/layouts/layout.ts";
import type { SelectionMarkers } from "../../src/explore/markers/selectionMarkers.ts";
import type { Composition } from "../../src/explore/selection/composition.ts";
import type { SelectionSteps } from "../../src/explore/selection/steps.ts";
import type { Coloring } from "../../src/explore/state/viewState.ts";
import type { PointGrid } from "../../src/view/pointGrid.ts";
import type { EditCalls } from "./editCalls.ts";
import type { Picked } from "./files.ts";
import type { PyramidCalls } from "./pyramidCalls.ts";
import type { ShareCalls } from "./shareCalls.ts";

/** What the page of the explorer gets of a file when it is opened. */
export interface OpenedFile {
  readonly name: string;
  readonly cells: number;
  /** An .h5ad, which can hold edits. */
  readonly isAnnData: boolean;
  /** What a row is called. */
  readonly one: "cell" | "spot";
  readonly columns: readonly ColumnEntry[];
  readonly layouts: readonly string[];
  /** The column of domains, and that of their confidence, where the file is a result. */
  readonly domain: string | undefined;
  readonly confidence: string | undefined;
  /** The column of samples drawn beside each other, and its names. */
  readonly samples: { readonly name: string; readonly categories: readonly string[] } | undefined;
  /** [n] cells in an order without meaning. */
  readonly order: Uint32Array;
}

export interface PlacedLayout {
  readonly layout: Layout;
  readonly grid: PointGrid;
}

export interface ReadPictures {
  readonly tiles: readonly { readonly picture: ImageBitmap; readonly box: Layout["box"] }[];
  /** Micrometres in one unit of the positions, where it is known. */
  readonly unitUm: number | undefined;
  /** Rows are spots or bins. */
  readonly spots: boolean;
}

export interface ReadGenes {
  readonly names: readonly string[];
  /** What their values are. */
  readonly unit: string;
  /** What the reader decided or left out, one sentence each. */
  readonly notes: readonly string[];
}

/** Calls of the explorer to its worker, which holds the file that was opened last. */
export interface ExplorerCalls extends EditCalls, PyramidCalls, ShareCalls {
  readonly open: { readonly args: Picked; readonly result: OpenedFile; readonly progress: number };
  readonly layout: { readonly args: string; readonly result: PlacedLayout; readonly progress: never };
  readonly shown: { readonly args: Coloring; readonly result: ShownColumn; readonly progress: never };
  /** Names of the genes, before their counts are read. */
  readonly geneNames: { readonly args: undefined; readonly result: readonly string[]; readonly progress: never };
  /** Read the counts, which takes a while. Reported: the finished share. */
  readonly genes: { readonly args: undefined; readonly result: ReadGenes; readonly progress: number };
  readonly select: {
    readonly args: SelectionSteps;
    readonly result: { readonly mask: Uint8Array; readonly count: number };
    readonly progress: never;
  };
  readonly composition: {
    readonly args: { readonly column: string; readonly steps: SelectionSteps };
    readonly result: Composition;
    readonly progress: never;
  };
  /** Reported: the genes that differ most, before all are tested. */
  readonly markers: {
    readonly args: { readonly steps: SelectionSteps; readonly against: SelectionSteps | undefined };
    readonly result: SelectionMarkers;
    readonly progress: SelectionMarkers;
  };
  /** Pictures of the tissue under the layout of the tissue; none where there are none. */
  readonly pictures: { readonly args: undefined; readonly result: ReadPictures; readonly progress: never };
  /** Find the second likeliest domain of each cell; false where the file holds no embedding of a run. */
  readonly second: { readonly args: undefined; readonly result: boolean; readonly progress: never };
  readonly cell: {
    readonly args: { readonly index: number; readonly columns: readonly string[]; readonly gene: string | undefined };
    readonly result: CellFacts;
    readonly progress: never;
  };
}
