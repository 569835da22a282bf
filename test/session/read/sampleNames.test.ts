import { expect, test } from "vitest";
import { posixPaths as paths } from "../../../src/host/browser/posixPaths.ts";
import { sampleNames } from "../../../src/session/read/sampleNames.ts";

const names = (...inputs: (string | { path: string; sample: string })[]) =>
  sampleNames(
    { paths },
    inputs.map((input) => (typeof input === "string" ? { path: input } : input)),
  );

test("samples are called after their files, without the ending", () => {
  expect(names("data/a.h5ad", "data/b.tar.gz", "data/c", "d.v2.csv")).toEqual(["a", "b", "c", "d.v2"]);
});

test("files of one name are called after their folders", () => {
  expect(names("left/cells.csv", "right/cells.csv")).toEqual(["left", "right"]);
});

test("a name that is given is taken, and only the others are made up", () => {
  expect(names({ path: "a.h5ad", sample: "first" }, "b.h5ad")).toEqual(["first", "b"]);
});

test("a file whose name is nothing but an ending keeps it", () => {
  expect(names(".h5ad")).toEqual([".h5ad"]);
});

test("one file twice is refused, by whatever path", () => {
  expect(() => names("a.h5ad", "./x/../a.h5ad")).toThrow(/expected each file once, got \.\/x\/\.\.\/a\.h5ad twice/);
});

test("one name twice is refused with how to name samples", () => {
  expect(() => names("x/a.h5ad", "x/a.csv")).toThrow(
    /expected each name once, got a twice; name the samples in a sheet/,
  );
  expect(() => names({ path: "a.h5ad", sample: "b" }, "b.h5ad")).toThrow(/got b twice/);
});
