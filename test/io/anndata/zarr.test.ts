import { expect, test } from "vitest";
import { openDataset } from "../../../src/io/open.ts";
import { withKnownUnit } from "../../../src/preprocess/units/knownUnit.ts";
import { soundInput } from "../fuzz/cases.ts";
import { samples } from "../fuzz/samples.ts";

const text = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

/** AnnData as zarr 2, with more arrays: each in one chunk without a codec. */
async function zarrWith(
  arrays: Readonly<Record<string, { shape: readonly number[]; dtype: string; bytes: Uint8Array }>>,
) {
  const sample = (await samples.zarr()).find(({ name }) => name.includes("anndata-v2"));
  if (sample === undefined) throw new Error("expected a sample of AnnData");
  const top = [...sample.files.keys()].find((path) => path.endsWith(".zgroup") && !path.slice(0, -8).includes("/"));
  const files = new Map(sample.files);
  const root = top?.slice(0, -".zgroup".length) ?? "";
  const group = text({ zarr_format: 2 });
  for (const [path, { shape, dtype, bytes }] of Object.entries(arrays)) {
    const folders = path.split("/").slice(0, -1);
    for (let k = 1; k <= folders.length; k++) files.set(`${root}${folders.slice(0, k).join("/")}/.zgroup`, group);
    const chunks = shape.length === 0 ? [] : shape;
    const how = { compressor: null, filters: null, fill_value: 0, order: "C" };
    files.set(`${root}${path}/.zarray`, text({ zarr_format: 2, shape, chunks, dtype, ...how }));
    files.set(`${root}${path}/${shape.length === 0 ? "0" : shape.map(() => "0").join(".")}`, bytes);
  }
  return soundInput({ ...sample, files });
}

const real = (value: number) => ({ shape: [], dtype: "<f8", bytes: new Uint8Array(Float64Array.of(value).buffer) });

test("the picture and the scale factors in uns/spatial of a zarr store are read, and state the unit", async () => {
  const bytes = Uint8Array.from({ length: 12 }, (_, i) => 20 * i);
  const input = await zarrWith({
    "uns/spatial/slide/images/hires": { shape: [2, 2, 3], dtype: "|u1", bytes },
    "uns/spatial/slide/scalefactors/tissue_hires_scalef": real(0.1),
    "uns/spatial/slide/scalefactors/microns_per_pixel": real(0.27),
    "uns/large/not/read": { shape: [3], dtype: "|u1", bytes: Uint8Array.of(1, 2, 3) },
  });
  const dataset = await (await openDataset(input)).read();
  expect(dataset.tissue).toEqual({
    library: "slide",
    images: { hires: { width: 2, height: 2, channels: 3, values: bytes } },
    scaleFactors: { tissue_hires_scalef: 0.1, microns_per_pixel: 0.27 },
    metadata: {},
  });
  expect((await withKnownUnit(dataset)).unitUm).toBe(0.27);
});

test("a zarr store that stereopy wrote has the unit of the chip", async () => {
  const input = await zarrWith({
    "uns/resolution": real(500),
    "uns/bin_type": {
      shape: [],
      dtype: "<U4",
      bytes: new Uint8Array(Uint32Array.from("bins", (c) => c.charCodeAt(0)).buffer),
    },
  });
  expect((await (await openDataset(input)).read()).unitUm).toBe(0.5);
});
