import { posix } from "node:path";
import { expect, test } from "vitest";
import { posixPaths } from "../../../src/host/browser/posixPaths.ts";

const paths = ["/a/b.h5ad", "/a", "/", "a", "a/b", "/a/./b", "/a//b", "/a/../b", "/../a", "a/../..", "a/..", "../a/b"];

test.each(paths)("%s resolves as Node resolves it at the root", (path) => {
  expect(posixPaths.resolve(path)).toBe(posix.resolve("/", path));
});

test.each([
  ["a", "b"],
  ["/a", "../b"],
  ["", "b"],
  ["a", "", "c"],
  ["a/b", "..", ".."],
  ["..", "a"],
])("%j and what follows join as in Node", (...parts) => {
  expect(posixPaths.join(...parts)).toBe(posix.join(...parts));
});

test.each(["/a/b.h5ad", "/a", "a", "a/b"])("%s has the folder and the name that Node finds", (path) => {
  expect([posixPaths.dirname(path), posixPaths.basename(path), posixPaths.isAbsolute(path)]).toEqual([
    posix.dirname(path),
    posix.basename(path),
    posix.isAbsolute(path),
  ]);
});
