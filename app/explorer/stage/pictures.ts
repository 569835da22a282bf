import { type Layout, tissueName } from "../../../src/explore/layouts/layout.ts";
import type { PictureLayer } from "../../../src/view/frame.ts";
import { pictures } from "../state/pictures.ts";
import { view } from "../state/view.ts";

/** Pictures under the layout of the tissue. */
export function pictureLayers({ name }: Pick<Layout, "name">): PictureLayer[] {
  const opacity = view.value.picture;
  if (name !== tissueName || opacity <= 0) return [];
  return pictures.value.tiles.map(({ picture, box }) => ({ kind: "picture", picture, box, opacity }));
}
