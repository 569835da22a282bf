import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { policies } from "../../../src/domains/policy.ts";
import { alignSections } from "../../../src/domains/sections/alignSections.ts";

const policy = policies.default.counterparts;

/** Cells of each section about the given places of a plane, 40 a place, in the order of sections and places. */
function tissue(places: readonly (readonly (readonly [number, number])[])[]) {
  const rng = createRandom(3);
  const values: number[] = [];
  const sections: number[] = [];
  const groups: string[] = [];
  places.forEach((own, section) => {
    for (const [x, y] of own) {
      for (let cell = 0; cell < 40; cell++) {
        values.push(x + rng.normal(), y + rng.normal());
        sections.push(section);
        groups.push(`${section} ${own.indexOf(own.find((each) => each[0] === x && each[1] === y) ?? own[0])}`);
      }
    }
  });
  const embedding = { rows: sections.length, columns: 2, values: Float64Array.from(values) };
  return { embedding, sections: Int32Array.from(sections), groups };
}

function meanOf({ values }: { readonly values: ArrayLike<number> }, groups: readonly string[], group: string) {
  const cells = groups.flatMap((each, i) => (each === group ? [i] : []));
  return [0, 1].map((u) => cells.reduce((sum, i) => sum + values[2 * i + u], 0) / cells.length);
}

test("sections that lie apart by a shift lie together, and different tissue stays apart", async () => {
  const { embedding, sections, groups } = tissue([
    [
      [0, 0],
      [0, 40],
    ],
    [
      [4, 0],
      [4, 40],
    ],
  ]);
  const { embedding: moved, aligned } = await alignSections(embedding, sections, policy, createRandom(0));
  expect(aligned).toBeGreaterThan(0.2);
  const gap = (matrix: typeof moved) => meanOf(matrix, groups, "1 0")[0] - meanOf(matrix, groups, "0 0")[0];
  expect(gap(moved)).toBeLessThan(0.85 * gap(embedding));
  expect(Math.abs(meanOf(moved, groups, "0 1")[1] - 40)).toBeLessThan(1);
});

test("tissue that other sections lack stays exactly where it is", async () => {
  const { embedding, sections, groups } = tissue([
    [
      [0, 0],
      [60, 60],
    ],
    [[0, 0]],
  ]);
  const { embedding: moved, aligned } = await alignSections(embedding, sections, policy, createRandom(0));
  const own = groups.flatMap((group, i) => (group === "0 1" ? [i] : []));
  expect(own.flatMap((i) => [moved.values[2 * i], moved.values[2 * i + 1]])).toEqual(
    own.flatMap((i) => [embedding.values[2 * i], embedding.values[2 * i + 1]]),
  );
  expect(aligned).toBeGreaterThan(0.5);
});

test("with a sample of the cells as counterparts, shared tissue still comes together, the same for the same seed", async () => {
  const { embedding, sections } = tissue([[[0, 0]], [[2, 0]], [[0, 2]]]);
  const few = { ...policy, exactUpTo: 50, sampled: 60 };
  const [first, again] = [
    await alignSections(embedding, sections, few, createRandom(0)),
    await alignSections(embedding, sections, few, createRandom(0)),
  ];
  expect(first).toEqual(again);
  expect(first.aligned).toBeGreaterThan(0.5);
});

test("one section has no counterparts", async () => {
  const { embedding } = tissue([[[0, 0]]]);
  await expect(alignSections(embedding, new Int32Array(40), policy, createRandom(0))).rejects.toThrow(
    /expected cells of several sections, got one/,
  );
});
