import { expect, test } from "vitest";
import { indexNames, searchNames } from "../../../src/explore/genes/search.ts";

const index = indexNames(["Cd3e", "Cd4", "Cd44", "Tmcd4", "Actb"]);
const found = (typed: string) => [...searchNames(index, typed)].map((at) => index.names[at]);

test("the name itself comes first, then names that begin so, then names that hold it", () => {
  expect(found("CD4")).toEqual(["Cd4", "Cd44", "Tmcd4"]);
  expect(found(" cd ")).toEqual(["Cd3e", "Cd4", "Cd44", "Tmcd4"]);
});

test("nothing typed is every name, and what no name holds is none", () => {
  expect(found("")).toEqual(index.names);
  expect(found("xyz")).toEqual([]);
});
