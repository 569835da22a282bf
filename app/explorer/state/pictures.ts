import { signal } from "@preact/signals";
import type { ReadPictures } from "../../messages/explorerCalls.ts";

/** Pictures under the tissue, once they are read. */
export const pictures = signal<ReadPictures>({ tiles: [], unitUm: undefined });

export function forgetPictures(): void {
  for (const { picture } of pictures.value.tiles) picture.close();
  pictures.value = { tiles: [], unitUm: undefined };
}
