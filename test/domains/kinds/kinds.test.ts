import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { findKinds, type KindCandidate } from "../../../src/domains/kinds/kinds.ts";
import { policies } from "../../../src/domains/policy.ts";

const { kinds: policy } = policies.default;
const n = 300;
/** Three stripes, across the first or the second coordinate of a 20 x 15 lattice. */
const upright = Int32Array.from({ length: n }, (_, i) => Math.min(2, Math.floor((i % 20) / 7)));
const level = Int32Array.from({ length: n }, (_, i) => Math.floor(i / 100));

/** A partition with some of its labels changed, in numbers of its own. */
function changed(labels: Int32Array, share: number, seed: number): Int32Array {
  const rng = createRandom(seed);
  return labels.map((label) => ((rng.uniform() < share ? rng.integer(3) : label) + seed) % 3);
}

function candidate(refined: Int32Array, family: KindCandidate["family"] = "embedding", embedding = 0): KindCandidate {
  return { family, embedding, raw: refined, refined };
}

test("candidates of two kinds give two, numbered as the result, with the share of each", async () => {
  const candidates = [
    ...[1, 2, 3].map((seed) => candidate(changed(upright, 0.01, seed))),
    ...[4, 5].map((seed) => candidate(changed(level, 0.01, seed))),
  ];
  const kinds = await findKinds(upright, candidates, 3, policy);
  expect(kinds.map(({ members }) => members)).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  expect(kinds.map(({ support }) => Number(support.toFixed(9)))).toEqual([0.6, 0.4]);
  expect(kinds[0].labels).toBe(upright);
  const overlap = (labels: Int32Array) => labels.filter((label, i) => label === upright[i]).length;
  const renumbered = (add: number) => kinds[1].labels.map((label) => (label + add) % 3);
  expect(overlap(kinds[1].labels)).toBeGreaterThanOrEqual(Math.max(overlap(renumbered(1)), overlap(renumbered(2))));
  expect(kinds[1].differing).toBe(n - overlap(kinds[1].labels));
  expect(kinds[1].agreement).toBeLessThan(0.3);
});

test("the representative of a kind is nearer to its truth than its members are", async () => {
  const members = [1, 2, 3, 4, 5].map((seed) => candidate(changed(level, 0.1, 3 * seed)));
  const [, second] = await findKinds(upright, [candidate(upright), ...members], 3, policy);
  const wrong = (labels: Int32Array) =>
    Math.min(...[0, 1, 2].map((add) => labels.filter((label, i) => (label + add) % 3 !== level[i]).length));
  expect(wrong(second.labels)).toBeLessThanOrEqual(Math.min(...members.map(({ refined }) => wrong(refined))));
});

test("families weigh alike, whatever the number of their candidates", async () => {
  const trained = Array.from({ length: 9 }, (_, at) => candidate(changed(upright, 0.01, at + 1)));
  const smoothed = [candidate(changed(level, 0.01, 20), "smoothed components")];
  const kinds = await findKinds(upright, [...trained, ...smoothed], 3, policy);
  expect(kinds.map(({ support }) => Number(support.toFixed(9)))).toEqual([0.5, 0.5]);
  expect(kinds[1].families).toEqual([
    { family: "embedding", share: 0 },
    { family: "smoothed components", share: 1 },
  ]);
});

test("seeds are counted where they have a candidate of the kind", async () => {
  const candidates = [
    ...[0, 1, 2].map((embedding) => candidate(changed(upright, 0.01, embedding + 1), "embedding", embedding)),
    ...[1, 2].map((embedding) => candidate(changed(level, 0.01, embedding + 10), "embedding", embedding)),
  ];
  const kinds = await findKinds(upright, candidates, 3, policy);
  expect(kinds.map(({ seeds }) => seeds)).toEqual([
    { with: 3, of: 3 },
    { with: 2, of: 3 },
  ]);
});

test("where all candidates agree there is one kind, without moves", async () => {
  const kinds = await findKinds(upright, [candidate(upright), candidate(upright)], 3, policy);
  expect(kinds).toHaveLength(1);
  expect(kinds[0]).toMatchObject({ support: 1, differing: 0, moves: [], agreement: 1, stability: 1 });
});

test("moves name the domains between which most cells differ", async () => {
  const moved = upright.map((label, i) => (label === 0 && i % 20 >= 3 ? 1 : label));
  const [, second] = await findKinds(upright, [candidate(upright), candidate(moved)], 3, { ...policy, alike: 0.95 });
  expect(second.moves).toEqual([{ from: 0, to: 1, cells: upright.filter((label, i) => label !== moved[i]).length }]);
});

test("the plurality of the most smoothed candidates is shown, though others would stand for more", async () => {
  const slanted = Int32Array.from({ length: n }, (_, i) =>
    Math.min(2, Math.floor(((i % 20) + Math.floor(i / 20)) / 12)),
  );
  const of = (labels: Int32Array, rounds: number, seed: number): KindCandidate => ({
    ...candidate(changed(labels, 0.1, 3 * seed), "smoothed components"),
    rounds,
  });
  const candidates = [
    ...[1, 2].map((seed) => candidate(changed(upright, 0.01, 3 * seed))),
    ...[3, 4, 5, 6, 7].map((seed) => of(level, 1, seed)),
    ...[8, 9, 10].map((seed) => of(slanted, 4, seed)),
  ];
  const wrong = (labels: Int32Array) =>
    Math.min(...[0, 1, 2].map((add) => labels.filter((label, i) => (label + add) % 3 !== slanted[i]).length));
  const [, second] = await findKinds(upright, candidates, 3, { ...policy, most: 2 });
  expect(wrong(second.labels)).toBeLessThan(0.1 * n);
  const [, other] = await findKinds(
    upright,
    candidates.map(({ rounds, ...each }) => each),
    3,
    { ...policy, most: 2 },
  );
  expect(wrong(other.labels)).toBeGreaterThan(0.2 * n);
});
