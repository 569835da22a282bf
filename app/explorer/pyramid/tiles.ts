import { effect, signal } from "@preact/signals";
import type { Camera, PaneSize } from "../../../src/view/camera.ts";
import type { PictureLayer } from "../../../src/view/frame.ts";
import { type PlacedTile, tilesSeen } from "../../../src/view/tiledPicture.ts";
import { trouble, wordsOf, worker } from "../state/worker.ts";
import { pyramid, type ShownPyramid } from "./pyramid.ts";

/** Pixels of all tiles that are kept, and of those that a pane shows: four bytes each. */
const mostKept = 48e6;
const mostShown = 24e6;
/** Tiles that are read at once. */
const atOnce = 3;

interface Kept extends PlacedTile {
  readonly picture: ImageBitmap;
}

/** What a pane shows of the picture. */
export interface Seen {
  readonly camera: Camera;
  readonly size: PaneSize;
}

/** Tiles by their names, the one used last at the end. */
const kept = new Map<string, Kept>();
/** Changes when a tile has arrived. */
const arrived = signal(0);
/** Tiles that are being read. */
const coming = new Set<string>();
/** Tiles that panes want and that are not there, the most wanted first. */
let wanted: readonly PlacedTile[] = [];

const nameOf = ({ level, column, row }: PlacedTile) => `${level} ${column} ${row}`;
const seenBy = (shown: ShownPyramid, { camera, size }: Seen) =>
  tilesSeen(shown, camera, size, { ratio: devicePixelRatio || 1, mostPixels: mostShown });

/**
 * The tiles that a pane shows, as far as they have arrived.
 *
 * @returns whether they are all there, so that nothing is needed below them.
 */
export function tileLayers(seen: Seen, opacity: number): { readonly layers: PictureLayer[]; readonly whole: boolean } {
  const shown = pyramid.value;
  if (!shown || arrived.value < 0) return { layers: [], whole: false };
  const tiles = seenBy(shown, seen);
  const found = tiles.flatMap((tile) => kept.get(nameOf(tile)) ?? []);
  const whole = tiles.length > 0 && found.length === tiles.length;
  const below = whole ? [] : coarserThan(tiles[0]?.level ?? 0);
  const layers = [...below, ...found].map(({ picture, box }) => ({ kind: "picture" as const, picture, box, opacity }));
  return { layers, whole };
}

/** Tiles of coarser levels, the coarsest first: what is seen until finer ones are there. */
function coarserThan(level: number): Kept[] {
  return [...kept.values()].filter((tile) => tile.level > level).sort((a, b) => b.level - a.level);
}

/** Read the tiles that panes want as long as they do. @param panes what each shows of the picture. @returns ends it. */
export function readTiles(panes: () => readonly Seen[]): () => void {
  let last: ShownPyramid | undefined;
  const end = effect(() => {
    const shown = pyramid.value;
    if (shown !== last) forgetTiles();
    last = shown;
    const tiles = shown ? panes().flatMap((seen) => seenBy(shown, seen)) : [];
    for (const tile of tiles) {
      const known = kept.get(nameOf(tile));
      if (!known) continue;
      kept.delete(nameOf(tile));
      kept.set(nameOf(tile), known);
    }
    wanted = tiles.filter((tile) => !kept.has(nameOf(tile)));
    readNext();
  });
  return () => {
    end();
    wanted = [];
    forgetTiles();
  };
}

function readNext(): void {
  while (coming.size < atOnce) {
    const next = wanted.find((tile) => !coming.has(nameOf(tile)));
    if (!next) return;
    void read(next);
  }
}

async function read(tile: PlacedTile): Promise<void> {
  const shown = pyramid.value;
  const name = nameOf(tile);
  coming.add(name);
  try {
    const { level, column, row } = tile;
    const picture = await worker().call("tile", { level, column, row });
    if (pyramid.value === shown) keep(name, { ...tile, picture });
    else picture.close();
  } catch (error) {
    // One tile that cannot be read stands for all.
    if (pyramid.value === shown && shown) {
      pyramid.value = undefined;
      trouble.value = wordsOf(error);
    }
  } finally {
    coming.delete(name);
  }
  readNext();
}

function keep(name: string, tile: Kept): void {
  kept.set(name, tile);
  wanted = wanted.filter((each) => nameOf(each) !== name);
  let pixels = 0;
  for (const { picture } of kept.values()) pixels += picture.width * picture.height;
  for (const [old, { picture }] of kept) {
    if (pixels <= mostKept) break;
    pixels -= picture.width * picture.height;
    kept.delete(old);
    picture.close();
  }
  arrived.value++;
}

function forgetTiles(): void {
  for (const { picture } of kept.values()) picture.close();
  kept.clear();
}
