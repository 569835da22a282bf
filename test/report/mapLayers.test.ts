import { expect, test } from "vitest";
import { mapLayers } from "../../src/report/script/mapLayers.ts";

const { adviceOn, scaleOf } = mapLayers();

test("a gene that is not there is told, with those whose names begin alike", () => {
  expect(adviceOn("cu", ["CUX2", "CUX1", "RORB"], 0)).toBe("2 genes begin with cu: CUX2, CUX1");
  expect(adviceOn("SST", ["CUX2", "RORB"], 0)).toBe("No gene SST among the 2 of this page.");
  expect(adviceOn("SST", ["CUX2"], 1500)).toContain("1,500 genes of the data are not on this page");
});

test("a scale bar is a round length of at most 120 px", () => {
  expect(scaleOf(1)).toEqual({ width: 100, text: "100 µm" });
  expect(scaleOf(20)).toEqual({ width: 100, text: "2 mm" });
});
