import { type Box, type Camera, type PaneSize, toPlane } from "./camera.ts";

/** A level of a large picture in tiles. */
export interface TileLevel {
  /** Pixels of the finest level along a side of one of its pixels. */
  readonly step: number;
  /** Pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Tiles in a row and in a column. */
  readonly across: number;
  readonly down: number;
}

/** A large picture in tiles of several levels, and where it lies in the plane. */
export interface TiledPicture {
  /** Pixels of the finest level. */
  readonly width: number;
  readonly height: number;
  /** The finest first. */
  readonly levels: readonly TileLevel[];
  /** Pixels of the finest level in one unit of the plane. */
  readonly scale: number;
  /** Its left top corner. */
  readonly corner: { readonly x: number; readonly y: number };
}

/** A tile and where it lies. */
export interface PlacedTile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
  readonly box: Box;
}

/** So many pixels of the screen a pixel of a level may take at most. */
const coarsest = 1.5;

/**
 * The tiles that a camera sees, of the coarsest level that is fine enough; of a coarser one where those would be too many.
 *
 * @param ratio pixels of the screen in a CSS pixel.
 * @param mostPixels of all tiles together.
 * @returns those nearest to the middle first; none where the picture is not seen.
 */
export function tilesSeen(
  picture: TiledPicture,
  camera: Camera,
  size: PaneSize,
  { ratio, mostPixels }: { readonly ratio: number; readonly mostPixels: number },
): PlacedTile[] {
  const { levels, scale } = picture;
  const wanted = (coarsest * scale) / (camera.scale * ratio);
  const fineEnough = levels.findLastIndex(({ step }) => step <= wanted);
  for (let level = Math.max(0, fineEnough); level < levels.length; level++) {
    const tiles = tilesAt(picture, level, camera, size);
    const { tileWidth, tileHeight } = levels[level];
    if (tiles.length * tileWidth * tileHeight <= mostPixels) return tiles;
  }
  return [];
}

function tilesAt(picture: TiledPicture, level: number, camera: Camera, size: PaneSize): PlacedTile[] {
  const { scale, corner, levels, width, height } = picture;
  const { step, tileWidth, tileHeight, across, down } = levels[level];
  const [from, to] = [toPlane(camera, { x: 0, y: 0 }, size), toPlane(camera, { x: size.width, y: size.height }, size)];
  // A unit of the plane in tiles of this level.
  const [wide, high] = [scale / (step * tileWidth), scale / (step * tileHeight)];
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
  const [left, right] = [from.x, to.x].map((x) => (x - corner.x) * wide);
  const [top, bottom] = [from.y, to.y].map((y) => (y - corner.y) * high);
  const found: (PlacedTile & { readonly away: number })[] = [];
  for (let row = within(Math.floor(top), down); row < within(Math.ceil(bottom), down); row++) {
    for (let column = within(Math.floor(left), across); column < within(Math.ceil(right), across); column++) {
      const [x, y] = [column * tileWidth * step, row * tileHeight * step];
      const box = {
        left: corner.x + x / scale,
        top: corner.y + y / scale,
        width: Math.min(tileWidth * step, width - x) / scale,
        height: Math.min(tileHeight * step, height - y) / scale,
      };
      const away = Math.hypot(column + 0.5 - (left + right) / 2, row + 0.5 - (top + bottom) / 2);
      found.push({ ...{ level, column, row, box }, away });
    }
  }
  return found.sort((a, b) => a.away - b.away).map(({ away: _, ...tile }) => tile);
}
