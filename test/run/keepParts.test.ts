import { expect, test } from "vitest";
import type { Checkpoints } from "../../src/run/checkpoints.ts";
import { keepParts } from "../../src/run/keepParts.ts";

/** Checkpoints in memory, and the seconds that each part took. */
function memory() {
  const kept = new Map<string, unknown>();
  const seconds = new Map<string, number>();
  const checkpoints: Checkpoints = {
    everySeconds: 30,
    load: async (name) => kept.get(name),
    async save(name, value, took) {
      kept.set(name, value);
      seconds.set(name, took);
      return true;
    },
    async remove(name) {
      kept.delete(name);
    },
  };
  return { checkpoints, kept, seconds };
}

test("a part is made once, under the name of its step, and taken from where it was kept afterwards", async () => {
  const { checkpoints, kept, seconds } = memory();
  let now = 0;
  const keep = keepParts("domains", { checkpoints, clock: () => now, signal: undefined });
  const make = () => {
    now += 7;
    return [1, 2];
  };
  expect(await keep("votes-0", make)).toEqual([1, 2]);
  expect(await keep("votes-0", () => [3])).toEqual([1, 2]);
  expect([...kept.keys()]).toEqual(["domains-votes-0"]);
  expect(seconds.get("domains-votes-0")).toBe(7);
});

test("after a stop nothing is kept, and nothing that was kept is taken", async () => {
  const { checkpoints, kept } = memory();
  const stop = new AbortController();
  const keep = keepParts("domains", { checkpoints, clock: () => 0, signal: stop.signal });
  await keep("before", () => 1);
  stop.abort();
  expect(await keep("before", () => 2)).toBe(2);
  await keep("after", () => 3);
  expect([...kept]).toEqual([["domains-before", 1]]);
});
