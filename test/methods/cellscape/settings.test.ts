import { expect, test } from "vitest";
import { checkSettings, type ModelSettings, presets } from "../../../src/methods/cellscape/settings.ts";
import { variants } from "../../../src/methods/cellscape/variants.ts";

test("both presets pass their own check", () => {
  for (const preset of Object.values(presets)) expect(() => checkSettings(preset)).not.toThrow();
});

test.each<[Partial<Record<keyof ModelSettings, unknown>>, string]>([
  [{ heads: 0 }, "settings: expected heads to be a whole number from 1 to 64, got 0"],
  [{ epochs: 1.5 }, "settings: expected epochs to be a whole number from 0 to 100000 or auto, got 1.5"],
  [{ mask: 1 }, "settings: expected mask to be a real number from 0.01 to 0.99, got 1"],
  [{ tau: Number.NaN }, "settings: expected tau to be a real number from 0.001 to 100, got NaN"],
  [{ variant: "cci" }, "settings: expected variant to be one of full, spatial-only, got cci"],
  [{ heads: 3 }, "settings: expected hidden to be a multiple of heads (3), got 128"],
  [{ channels: [] }, "settings: expected channels to be one or more whole numbers from 1, got []"],
])("%j is refused by name", (change, message) => {
  // The wrong types are the point.
  expect(() => checkSettings({ ...presets.default, ...change } as ModelSettings)).toThrow(message);
});

test("with one layer, hidden need not suit the heads", () => {
  expect(() => checkSettings({ ...presets.default, layers: 1, hidden: 7 })).not.toThrow();
});

test("only the full variant has an intrinsic branch, and its parameters follow the design", () => {
  const sizes = { cells: 10, inputs: 9, map: { fold: 1, channels: 1, side: 3 } };
  const names = (settings: ModelSettings) =>
    variants[settings.variant].parameters(settings, sizes).map((parameter) => parameter.name);
  expect(variants["spatial-only"].intrinsic).toBe(false);
  expect(names(presets.paper)).toContain("map.dense.weight");
  expect(names(presets.default)).not.toContain("map.dense.weight");
  expect(names({ ...presets.default, layers: 3 })).toContain("spatial.2.weight");
});
