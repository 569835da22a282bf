import { expect, test } from "vitest";
import { distinctCentres } from "../../../src/domains/kinds/distinctCentres.ts";

/** Items of some groups: 0.95 within a group, 0.6 between groups, and a similarity of its own for pairs that are named. */
function similarityOf(groups: readonly number[], others: readonly (readonly [number, number, number])[] = []) {
  const size = groups.length;
  const values = Float64Array.from({ length: size * size }, (_, e) => {
    const [i, j] = [Math.floor(e / size), e % size];
    return i === j ? 1 : groups[i] === groups[j] ? 0.95 : 0.6;
  });
  for (const [i, j, value] of others) {
    values[i * size + j] = value;
    values[j * size + i] = value;
  }
  return { rows: size, columns: size, values };
}

const policy = { most: 4, alike: 0.9, leastSupport: 0.1 };
const even = (size: number) => new Float64Array(size).fill(1 / size);

test("each group has a centre, the group of item 0 first and larger groups before smaller ones", () => {
  const groups = [0, 1, 1, 2, 2, 2, 0];
  expect(distinctCentres(similarityOf(groups), even(7), policy).map((centre) => groups[centre])).toEqual([0, 2, 1]);
});

test("weight decides, not number", () => {
  const groups = [0, 1, 1, 1, 2];
  const weights = Float64Array.of(0.2, 0.1, 0.1, 0.1, 0.5);
  expect(distinctCentres(similarityOf(groups), weights, policy).map((centre) => groups[centre])).toEqual([0, 2, 1]);
});

test("there are no more centres than the policy allows", () => {
  expect(distinctCentres(similarityOf([0, 1, 2, 3, 4, 5]), even(6), policy)).toHaveLength(4);
});

test("items that are alike are of one kind, however many there are", () => {
  expect(distinctCentres(similarityOf([0, 0, 0, 0]), even(4), policy)).toEqual([0]);
});

test("a stray item stands for too little", () => {
  const groups = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  expect(distinctCentres(similarityOf(groups), even(12), policy)).toEqual([0]);
  expect(distinctCentres(similarityOf(groups), even(12), { ...policy, leastSupport: 0.05 })).toEqual([0, 11]);
});

test("items that are given stand first, unless they are like item 0 or nothing is nearest to them", () => {
  const groups = [0, 1, 2, 2, 2, 1];
  expect(distinctCentres(similarityOf(groups), even(6), policy, 2)).toEqual([0, 1, 2]);
  expect(distinctCentres(similarityOf([0, 0, 2, 2, 2, 1]), even(6), policy, 2)).toEqual([0, 2, 5]);
  expect(distinctCentres(similarityOf(groups), Float64Array.of(0.25, 0, 0.25, 0.25, 0.25, 0), policy, 2)).toEqual([
    0, 2,
  ]);
});
