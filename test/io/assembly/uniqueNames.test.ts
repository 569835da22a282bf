import { expect, test } from "vitest";
import { uniqueNames } from "../../../src/io/assembly/uniqueNames.ts";

test("names that differ are kept as they are", () => {
  const names = Object.freeze(Array.from({ length: 5000 }, (_, i) => `cell_${i}`));
  expect(uniqueNames(names)).toEqual({ names, changed: 0 });
  expect(uniqueNames([])).toEqual({ names: [], changed: 0 });
});

test("later ones of the same name are numbered, past names that are taken", () => {
  expect(uniqueNames(["a", "b", "a", "a-1", "a"])).toEqual({ names: ["a", "b", "a-2", "a-1", "a-3"], changed: 2 });
});

// "costarring" and "liquid" have one hash of FNV-1a, and so has whatever begins with them and goes on alike.
test("names of one hash are told apart, however many there are", () => {
  const halves = ["costarring", "liquid"];
  const names = Array.from({ length: 3000 }, (_, i) => halves[i % 2] + Math.floor(i / 2));
  expect(uniqueNames(names)).toEqual({ names, changed: 0 });
  expect(uniqueNames([...names, "liquid7"]).changed).toBe(1);
});
