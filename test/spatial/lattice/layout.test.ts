import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { detectLayout } from "../../../src/spatial/lattice/layout.ts";
import { positionsOf } from "../graphs.ts";

interface Case {
  readonly name: string;
  readonly positions: number[];
  readonly share: number;
  readonly spacing: number;
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/spatial.json", "utf8"));

describe("detectLayout", () => {
  test.each(cases)(
    "finds the share and spacing of scipy's distances on $name points",
    async ({ positions, share, spacing }) => {
      const layout = await detectLayout(positionsOf(positions));
      expect(layout.share).toBeCloseTo(share, 12);
      expect(layout.spacing).toBeCloseTo(spacing, 10);
    },
  );

  test("a jittered lattice is a lattice; random and clustered cells are not", async () => {
    const kinds: string[][] = [];
    for (const { name, positions } of cases.slice(0, 3)) {
      kinds.push([name, (await detectLayout(positionsOf(positions))).kind]);
    }
    expect(kinds).toEqual([
      ["random", "irregular"],
      ["clustered", "irregular"],
      ["jittered lattice", "lattice"],
    ]);
  });

  test("cells that mostly share their place are no lattice", async () => {
    const layout = await detectLayout(positionsOf([0, 0, 0, 0, 1, 1, 1, 1, 5, 2]));
    expect(layout).toEqual({ kind: "irregular", share: 0, spacing: 0 });
  });
});
