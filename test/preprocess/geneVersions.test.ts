import { expect, test } from "vitest";
import { withoutVersions } from "../../src/preprocess/geneVersions.ts";

const [a, b] = ["ENSG00000000001", "ENSMUSG00000000002"];

test("identifiers with and without a version are one gene", () => {
  expect(
    withoutVersions([
      [a, b],
      [`${b}.7`, `${a}.12`],
    ]),
  ).toEqual({
    genes: [
      [a, b],
      [b, a],
    ],
    changed: [1],
  });
});

test("two versions of one identifier are one gene", () => {
  expect(
    withoutVersions([
      [`${a}.1`, "Actb"],
      [`${a}.2`, "Actb"],
    ]),
  ).toEqual({
    genes: [
      [a, "Actb"],
      [a, "Actb"],
    ],
    changed: [0, 1],
  });
});

test("names stay as they are where samples already agree, where a dot is no version, and where a sample would have one twice", () => {
  for (const samples of [
    [[`${a}.1`], [`${a}.1`]],
    [["RP11-34P13.7"], ["RP11-34P13"]],
    [[`${a}.1`, `${a}.2`], [a]],
  ]) {
    expect(withoutVersions(samples)).toEqual({ genes: samples, changed: [] });
  }
});
