import { type Layout, tissueName } from "../../../src/explore/layouts/layout.ts";
import type { PictureLayer } from "../../../src/view/frame.ts";
import { type Seen, tileLayers } from "../pyramid/tiles.ts";
import { pictures } from "../state/pictures.ts";
import { view } from "../state/view.ts";

/** Pictures under the layout of the tissue: the tiles of a large one, and as long as some are missing the one that was read whole. */
export function pictureLayers({ name }: Pick<Layout, "name">, seen: Seen): PictureLayer[] {
  const opacity = view.value.picture;
  if (name !== tissueName || opacity <= 0) return [];
  const { layers, whole } = tileLayers(seen, opacity);
  const all = pictures.value.tiles.map(({ picture, box }) => ({ kind: "picture" as const, picture, box, opacity }));
  return [...(whole ? [] : all), ...layers];
}
