import type { TiledPicture } from "../../src/view/tiledPicture.ts";

/** A tile of the picture that was opened last. */
export interface TileOrder {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A picture of the open folder by its path, or another file. */
export interface PyramidOrder {
  readonly picture: string | File;
  /** The sample that is shown alone. */
  readonly sample: string | undefined;
}

/** Calls for large pictures to the worker of the explorer. */
export interface PyramidCalls {
  /** Pictures of the open folder that may be shown in tiles, by their paths. */
  readonly pyramids: { readonly args: undefined; readonly result: readonly string[]; readonly progress: never };
  /** Put one of them under the cells, or another file; under those of one sample, where it is named. */
  readonly openPyramid: { readonly args: PyramidOrder; readonly result: TiledPicture; readonly progress: never };
  readonly tile: { readonly args: TileOrder; readonly result: ImageBitmap; readonly progress: never };
}

/** Names of these calls. */
export const pyramidNames: Readonly<Record<keyof PyramidCalls, true>> = {
  pyramids: true,
  openPyramid: true,
  tile: true,
};
