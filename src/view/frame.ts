import type { Box, Camera, Point } from "./camera.ts";

/** Red, green, blue and opacity from 0 to 1; colours are not multiplied by their opacity. */
export type Rgba = readonly [number, number, number, number];

/** What one pane of the canvas shows: its place in CSS pixels from the canvas' left top corner, and layers from the lowest up. */
export interface Pane {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly camera: Camera;
  readonly layers: readonly Layer[];
}

/** Arrays are taken for changed when they are others: an array that was drawn must not be written to. */
export type Layer = PointLayer | PictureLayer | OutlineLayer;

/** How codes become colours. */
export type Coloring =
  /** A code is an index into the palette. */
  | { readonly kind: "category" }
  /** A code stands for `low + code * step`; values from `from` to `to` go through the first 256 colours. */
  | {
      readonly kind: "value";
      readonly low: number;
      readonly step: number;
      readonly from: number;
      readonly to: number;
      /** Colours follow log(1 + value). */
      readonly log: boolean;
    };

/** Codes of points that have neither category nor value. */
export const noCode = 65535;

/** Bits of the state of a point. */
export const hidden = 1;
export const selected = 2;

export interface PointLayer {
  readonly kind: "points";
  /** [n, 2] units of the plane; NaN for points that are nowhere. */
  readonly places: Float32Array;
  /** [n] `noCode` where there is none. */
  readonly codes: Uint16Array;
  /** [n] bits `hidden` and `selected`; all 0 where undefined. */
  readonly states: Uint8Array | undefined;
  /** [n] opacity of each, 255 for all of it; used as far as `fade` says. */
  readonly strengths: Uint8Array | undefined;
  /** Points from the lowest to the highest. */
  readonly order: Uint32Array;
  /** [256 or 65536, 4] red, green, blue, opacity. */
  readonly palette: Uint8Array;
  readonly coloring: Coloring;
  readonly missing: Rgba;
  /** Colour of points that are not selected while others are; undefined: none is. */
  readonly unselected: Rgba | undefined;
  /** From 0 to 1: how much `strengths` count. */
  readonly fade: number;
  readonly opacity: number;
  /** Diameter in units of the plane, and the least and greatest in CSS pixels; what would be smaller is paler instead. */
  readonly diameter: number;
  readonly least: number;
  readonly most: number;
}

export interface PictureLayer {
  readonly kind: "picture";
  readonly picture: ImageBitmap;
  readonly box: Box;
  readonly opacity: number;
}

export interface OutlineLayer {
  readonly kind: "outline";
  /** Corners in units of the plane. */
  readonly corners: readonly Point[];
  readonly closed: boolean;
  readonly color: Rgba;
  /** CSS pixels. */
  readonly width: number;
}

/** What drawing a frame took. */
export interface DrawCost {
  readonly drawCalls: number;
  /** Bytes that went to the graphics card. */
  readonly uploaded: number;
}
