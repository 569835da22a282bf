import { expect, test } from "vitest";
import { type CellScapeOptions, checkOptions, presets } from "../../../src/methods/cellscape/options.ts";
import { variants } from "../../../src/methods/cellscape/variants.ts";

test("both presets pass their own check", () => {
  for (const { options } of Object.values(presets)) expect(() => checkOptions(options)).not.toThrow();
});

test.each<[Partial<Record<keyof CellScapeOptions, unknown>>, string]>([
  [{ heads: 0 }, "cellscape: --heads: Too small: expected number to be >=1, got 0"],
  [{ epochs: 1.5 }, "cellscape: --epochs: "],
  [{ maskRate: 1 }, "cellscape: --mask-rate: Too big: expected number to be <=0.99, got 1"],
  [{ tau: Number.NaN }, "cellscape: --tau: "],
  [{ variant: "cci" }, "cellscape: --variant: "],
  [{ heads: 3 }, "cellscape: --hidden: expected a multiple of heads (3), got 128"],
  [{ channels: [] }, "cellscape: --channels: "],
])("%j is refused by name", (change, message) => {
  // The wrong types are the point.
  expect(() => checkOptions({ ...presets.default.options, ...change } as CellScapeOptions)).toThrow(message);
});

test("with one layer, hidden need not suit the heads", () => {
  expect(() => checkOptions({ ...presets.default.options, layers: 1, hidden: 7 })).not.toThrow();
});

test("only the full variant has an intrinsic branch, and its parameters follow the design", () => {
  const sizes = { cells: 10, inputs: 9, map: { fold: 1, channels: 1, side: 3 } };
  const names = (settings: CellScapeOptions) =>
    variants[settings.variant].parameters(settings, sizes).map((parameter) => parameter.name);
  expect(variants["spatial-only"].intrinsic).toBe(false);
  expect(names(presets.paper.options)).toContain("map.dense.weight");
  expect(names(presets.default.options)).not.toContain("map.dense.weight");
  expect(names({ ...presets.default.options, layers: 3 })).toContain("spatial.2.weight");
});
