import { signal } from "@preact/signals";
import type { ReadPictures } from "../../messages/explorerCalls.ts";

const nothing: ReadPictures = { tiles: [], unitUm: undefined, spots: false };

/** Pictures under the tissue, once they are read. */
export const pictures = signal<ReadPictures>(nothing);

export function forgetPictures(): void {
  for (const { picture } of pictures.value.tiles) picture.close();
  pictures.value = nothing;
}
