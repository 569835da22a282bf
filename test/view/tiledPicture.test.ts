import { expect, test } from "vitest";
import { tilesSeen } from "../../src/view/tiledPicture.ts";

const tile = { tileWidth: 256, tileHeight: 256 };
const picture = {
  ...{ width: 4000, height: 3000, scale: 4, corner: { x: -500, y: -375 } },
  levels: [1, 2, 4, 8, 16].map((step) => ({
    ...{ step, ...tile },
    ...{ across: Math.ceil(4000 / step / 256), down: Math.ceil(3000 / step / 256) },
  })),
};
const size = { width: 800, height: 600 };
const room = { ratio: 1, mostPixels: 24e6 };

test("the level follows the zoom: of a pixel of the screen about one pixel", () => {
  // A unit has 4 pixels of the finest level.
  const levelAt = (scale: number) => tilesSeen(picture, { x: 0, y: 0, scale }, size, room)[0]?.level;
  expect([4, 2, 1, 0.5, 0.25].map(levelAt)).toEqual([0, 1, 2, 3, 4]);
  expect([40, 0.01].map(levelAt)).toEqual([0, 4]);
  expect(tilesSeen(picture, { x: 0, y: 0, scale: 2 }, size, { ...room, ratio: 2 })[0]?.level).toBe(0);
});

test("only tiles in sight are wanted, those in the middle first, and they cover what is seen", () => {
  const tiles = tilesSeen(picture, { x: 0, y: 0, scale: 4 }, size, room);
  // 800 x 600 pixels around the middle of the picture, at (2000, 1500).
  expect([...new Set(tiles.map(({ column }) => column))].sort((a, b) => a - b)).toEqual([6, 7, 8, 9]);
  expect([...new Set(tiles.map(({ row }) => row))].sort((a, b) => a - b)).toEqual([4, 5, 6, 7]);
  expect(tiles[0]).toMatchObject({ level: 0, column: 7, row: 5 });
  const { box } = tiles[0];
  expect([box.left, box.top, box.width, box.height]).toEqual([-500 + (7 * 256) / 4, -375 + (5 * 256) / 4, 64, 64]);
  expect(tilesSeen(picture, { x: 5000, y: 0, scale: 4 }, size, room)).toEqual([]);
});

test("the last tiles end where the picture does", () => {
  const tiles = tilesSeen(picture, { x: 500, y: 375, scale: 4 }, size, room);
  const right = Math.max(...tiles.map(({ box }) => box.left + box.width));
  const bottom = Math.max(...tiles.map(({ box }) => box.top + box.height));
  expect([right, bottom]).toEqual([500, 375]);
});

test("a coarser level is taken where the tiles in sight would be too many", () => {
  const few = tilesSeen(picture, { x: 0, y: 0, scale: 4 }, size, { ratio: 1, mostPixels: 5 * 256 * 256 });
  expect(few.length).toBeLessThanOrEqual(5);
  expect(few[0]?.level).toBeGreaterThan(0);
});
