import { expect, test } from "vitest";
import { readHintFile } from "../../../src/analyses/hints/hintFile.ts";
import { blobSource } from "../../../src/io/browser/blobSource.ts";

const read = (text: string) => readHintFile("hints.csv", async (path) => blobSource(new Blob([text]), path));
const area = (
  properties: object,
  coordinates: unknown = [
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 0],
    ],
  ],
) => ({
  ...{ type: "Feature", geometry: { type: "Polygon", coordinates }, properties },
});

test("a table has a cell and a label per line, other columns aside, and cells that wait for a label are passed over", async () => {
  expect(await read("x,label,cell\n1,L1,a\n2,,b\n3, L2 ,c\n")).toEqual({
    ...{ from: "hints.csv", kind: "cells" },
    rows: [
      { cell: "a", label: "L1", line: 2 },
      { cell: "c", label: "L2", line: 4 },
    ],
  });
});

test.each([
  ["name,label\na,L1\n", "columns cell and label, got name, label"],
  ["cell,label\n", "a line with a cell and its label, got none"],
  ["cell,label\n,L1\n", "a cell in line 2, got none"],
  ["", "got an empty file"],
  ["{ no", "got text that is not JSON"],
  [JSON.stringify(area({})), "a property label of each area, got feature 1 without it"],
  [JSON.stringify(area({ label: "a" }, [[[0, 0]]])), "features that are polygons, got feature 1"],
  ['{"type": "FeatureCollection", "features": []}', "areas, got none"],
])("%j is refused in words", async (text, words) => {
  await expect(read(text)).rejects.toThrow(words);
});

test("areas of GeoJSON have their label, QuPath's class among them, their sample and all their rings", async () => {
  const hole = [
    [0.5, 0.5],
    [1, 0.5],
    [1, 1],
    [0.5, 0.5],
  ];
  const ring = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 0],
  ];
  const features = [
    area({ label: 3, sample: "left" }, [ring, hole]),
    {
      ...area({ classification: { name: "tumour" } }),
      geometry: { type: "MultiPolygon", coordinates: [[ring], [ring]] },
    },
  ];
  expect(await read(JSON.stringify({ type: "FeatureCollection", features }))).toEqual({
    ...{ from: "hints.csv", kind: "areas" },
    areas: [
      { label: "3", sample: "left", rings: [ring, hole] },
      { label: "tumour", sample: undefined, rings: [ring, ring] },
    ],
  });
});
