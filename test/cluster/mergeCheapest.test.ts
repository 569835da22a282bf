import { expect, test } from "vitest";
import { mergeCheapest } from "../../src/cluster/mergeCheapest.ts";

test("the cheapest pair is merged first, and the union is priced anew", async () => {
  // Clusters on a line, each at the mean of its points: 0, 1, 3.5 and 5.5.
  const places = [0, 1, 3.5, 5.5];
  const merges: number[][] = [];
  await mergeCheapest(
    4,
    (a, b) => Math.abs(places[a] - places[b]),
    (kept, gone, at) => {
      places[kept] = (places[kept] + places[gone]) / 2;
      merges.push([at, kept, gone]);
    },
  );
  // 0 and 1 join at 0.5; 3.5 and 5.5 are then the nearest, at 2; the two unions are left.
  expect(merges).toEqual([
    [0, 0, 1],
    [1, 2, 3],
    [2, 0, 2],
  ]);
});

test("every merge is the cheapest of all living pairs", async () => {
  const count = 40;
  const places = Array.from({ length: count }, (_, i) => (i * 7919) % 104_729);
  const sizes = places.map(() => 1);
  const living = new Set(places.keys());
  const cost = (a: number, b: number) => (sizes[a] * sizes[b] * (places[a] - places[b]) ** 2) / (sizes[a] + sizes[b]);
  await mergeCheapest(count, cost, (kept, gone) => {
    const pairs = [...living].flatMap((a) => [...living].filter((b) => b > a).map((b) => cost(a, b)));
    expect(cost(kept, gone)).toBe(Math.min(...pairs));
    places[kept] = (sizes[kept] * places[kept] + sizes[gone] * places[gone]) / (sizes[kept] + sizes[gone]);
    sizes[kept] += sizes[gone];
    living.delete(gone);
  });
  expect(living.size).toBe(1);
});

test("one cluster is left as it is", async () => {
  await mergeCheapest(
    1,
    () => 0,
    () => expect.fail("a merge"),
  );
});
