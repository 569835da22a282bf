import { expect, test } from "vitest";
import { drawFigures, evenRange } from "../../src/report/figures.ts";
import { smallRun } from "./run.ts";

test("the colours of gene maps end as far below the mean as above it, whatever a single gene does", () => {
  const values = Float32Array.from({ length: 100 }, (_, u) => (u === 50 ? 80 : (u % 2 ? 1 : -1) * (u / 100)));
  const [low, high] = evenRange([values.slice(0, 60), values.slice(60)]);
  expect(low).toBe(-high);
  expect(high).toBeCloseTo(0.98, 5);
  expect(evenRange([new Float32Array(4)])).toEqual([-1, 1]);
  expect(evenRange([])).toEqual([-1, 1]);
});

test("a run without training curves and gene map draws four maps of the tissue, the domains first", async () => {
  const { made, config } = await smallRun();
  const { dataset, selection, domains, graph } = made;
  const maps = drawFigures({ dataset, selection, domains, graph }, config);
  expect(maps.map(({ name }) => name)).toEqual(["domains", "domains_raw", "domains_each", "confidence"]);
});
