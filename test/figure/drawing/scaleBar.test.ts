import { expect, test } from "vitest";
import { scaleBar } from "../../../src/figure/drawing/scaleBar.ts";
import { textsOf } from "../sample.ts";

test("a scale bar has a round length, at most a quarter of the map, and says it", () => {
  for (const [umPerPx, caption, px] of [
    [1, "100 µm", 100],
    [0.5, "50 µm", 100],
    [23, "2 mm", 86.957],
    [0.004, "200 nm", 50],
  ] as const) {
    const { svg } = scaleBar(umPerPx, 400);
    expect(textsOf(svg)).toEqual([caption]);
    expect(svg).toContain(`d="M0 6h${px}"`);
  }
});
