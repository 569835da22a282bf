import { signal } from "@preact/signals";
import type { TiledPicture } from "../../../src/view/tiledPicture.ts";
import { view } from "../state/view.ts";
import { reporting, worker } from "../state/worker.ts";

/** A large picture under the tissue. */
export interface ShownPyramid extends TiledPicture {
  readonly name: string;
}

/** Pictures of the open folder that can be shown in tiles, by their paths. */
export const pyramidPaths = signal<readonly string[]>([]);
export const pyramid = signal<ShownPyramid | undefined>(undefined);

/** Find the large pictures of the open folder, and show the first. */
export async function openPyramids(): Promise<void> {
  const paths = await worker().call("pyramids", undefined);
  pyramidPaths.value = paths;
  const [first] = paths;
  // The picture that was read whole stays where this one cannot be shown.
  if (first !== undefined) await show(first).catch(() => undefined);
}

/** Show another one, by its path in the folder or as a file; none without. */
export function choosePyramid(given: string | File | undefined): Promise<void> {
  return reporting(() => show(given));
}

async function show(given: string | File | undefined): Promise<void> {
  const mine = worker();
  const { sample } = view.value;
  const opened = given === undefined ? undefined : await mine.call("openPyramid", { picture: given, sample });
  const name = given instanceof File ? given.name : (given ?? "");
  if (mine === worker()) pyramid.value = opened && { ...opened, name };
}

export function forgetPyramid(): void {
  pyramid.value = undefined;
  pyramidPaths.value = [];
}
