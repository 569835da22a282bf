import { expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { readDataset } from "../../../src/io/open.ts";

const read = (text: string): Promise<Dataset> => readDataset(blobSource(new Blob([text]), "cells.csv"));

const mcmicro = `CellID,CD3,CD20,DNA_1,X_centroid,Y_centroid,Area,MajorAxisLength,Eccentricity
1,91.72,231.88,253,10.5,950.5,141,0.245,0.868
2,152.91,912.83,875,20.5,948.6,58,0.945,0.927
3,773.47,997.97,1247,30.5,423.3,60,0.909,0.537
`;

test("a table of a row per cell with fractions is one of intensities; shapes describe cells", async () => {
  const { genes, obs, intensities, counts } = await read(mcmicro);
  expect(genes).toEqual(["CD3", "CD20", "DNA_1"]);
  expect([...obs.columns.keys()]).toEqual(["Area", "MajorAxisLength", "Eccentricity"]);
  expect(intensities).toBe(true);
  expect(counts.values[1]).toBeCloseTo(231.88, 4);
});

test("intensities below 0, which are left by subtracting the background, are read as they are", async () => {
  const { genes, counts } = await read(mcmicro.replace("91.72", "-91.72"));
  expect(genes).toHaveLength(3);
  expect(counts.values[0]).toBeCloseTo(-91.72, 4);
});

test("QuPath's measurements: shapes with units, centroids in micrometres", async () => {
  const qupath = `Object ID,Centroid X µm,Centroid Y µm,Nucleus: Area µm^2,Nucleus: Circularity,Cell: Max diameter µm,CD3: Cell: Mean,CD8: Cell: Mean
a,1.5,2.5,30.1,0.9,8.1,3.25,1.5
b,2.5,3.5,31.2,0.8,8.2,4.25,2.5
`;
  const { genes, obs, positions } = await read(qupath);
  expect(genes).toEqual(["CD3: Cell: Mean", "CD8: Cell: Mean"]);
  expect([...obs.columns.keys()]).toEqual(["Nucleus: Area µm^2", "Nucleus: Circularity", "Cell: Max diameter µm"]);
  expect([...positions.values]).toEqual([1.5, 2.5, 2.5, 3.5]);
});

test("a few columns of fractions beside counts describe cells", async () => {
  const counted = "cell,x,y,G1,G2,G3,entropy,doublets\na,0,1,1,0,2,0.25,0.5\nb,2,3,0,3,0,0.75,0.125\n";
  const { genes, obs, intensities } = await read(counted);
  expect(genes).toEqual(["G1", "G2", "G3"]);
  expect([...obs.columns.keys()]).toEqual(["entropy", "doublets"]);
  expect(intensities).toBeUndefined();
});

test.each(["inf", "-Infinity", "1e999", "9".repeat(400)])(
  "a count of %s is refused where it stands, not taken for a measurement",
  async (value) => {
    const rows = Array.from({ length: 8 }, (_, i) => `c${i},${i},${i % 3},${i},${i === 4 ? value : 2},3`);
    await expect(read(`cell,x,y,g1,g2,g3\n${rows.join("\n")}\n`)).rejects.toThrow(
      /cells\.csv, line 6, column g2: expected a number, got/,
    );
  },
);
