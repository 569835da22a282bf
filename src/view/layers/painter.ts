import type { Pane } from "../frame.ts";
import type { GpuStore } from "../gpuStore.ts";

/** What a painter draws with. */
export interface Brush {
  readonly gl: WebGL2RenderingContext;
  readonly store: GpuStore;
}

/** The pane that is drawn, and device pixels per CSS pixel. */
export type PaneOnCard = Pick<Pane, "width" | "height" | "camera"> & { readonly ratio: number };

/** Draws layers of one kind. */
export interface Painter<Layer> {
  draw(layer: Layer, pane: PaneOnCard): void;
}
