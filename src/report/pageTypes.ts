import type { Underlay } from "../figure/drawing/underlay.ts";

/** What the map on the page draws. Arrays are base64 of little-endian numbers, one entry a cell of the dataset. */
export interface PageData {
  readonly cells: number;
  readonly one: string;
  /** Names of the cells with line breaks between them. */
  readonly names: string;
  readonly missing: string;
  readonly backdrop: string;
  /** 64 colours from low to high. */
  readonly ramp: readonly string[];
  readonly views: readonly PageView[];
  readonly groups: readonly PageGroups[];
  readonly values: readonly PageValues[];
  readonly genes: PageGenes | undefined;
  /** How many of the groups and values, the last of each, are columns of the file. */
  readonly own: { readonly groups: number; readonly values: number };
  /** Columns of the file for which there was no room. */
  readonly columnsLeft: readonly string[];
  /** Opacity of the pictures at first. */
  readonly picture: number;
}

export interface PageView {
  readonly name: string;
  /** Uint16 [cells, 2] from 0 to 65534 over the longer side; 65535 where a cell has no place. */
  readonly places: string;
  /** Sides of the box around all cells, the longer one 1. */
  readonly width: number;
  readonly height: number;
  /** y grows downwards. */
  readonly down: boolean;
  /** Micrometres along the longer side. */
  readonly um?: number;
  /** Below the cells; sides in the unit of `width` and `height`. */
  readonly pictures?: readonly Omit<Underlay, "opacity">[];
  /** Names of the samples, each above the middle of its cells. */
  readonly sections?: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

export interface PageGroups {
  readonly name: string;
  readonly categories: readonly string[];
  readonly colors: readonly string[];
  /** Uint16; 65535 where missing. */
  readonly codes: string;
}

export interface PageValues {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** There are values above `high`, which have its step. */
  readonly clipped?: boolean;
  /** Uint8 from 0 to 254 between low and high; 255 where missing. */
  readonly steps: string;
}

export interface PageGenes {
  readonly names: readonly string[];
  /** Genes of the data beyond those. */
  readonly left: number;
  /** The value of step 255 of each gene. */
  readonly highs: readonly number[];
  /** Uint32: cells that have expression, in the order of the dataset. */
  readonly analysed: string;
  /** For each gene, a bit for each of those cells that is set where the gene is seen, then a Uint8 for each of these. */
  readonly steps: readonly string[];
}
