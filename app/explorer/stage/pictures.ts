import type { Layout } from "../../../src/explore/layouts/layout.ts";
import type { PictureLayer } from "../../../src/view/frame.ts";

/** Pictures under a layout. */
export function pictureLayers(_layout: Layout): PictureLayer[] {
  return [];
}
