import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../src/index.ts";
import * as node from "../src/node.ts";

const names = (module: object) => Object.keys(module).sort();

test("the browser-safe library exports what it promises and nothing else", () => {
  expect(names(library)).toMatchSnapshot();
});

test("the Node door adds files and the native engine to the library", () => {
  expect(names(node).filter((name) => !(name in library))).toMatchSnapshot();
  expect(names(library).filter((name) => !(name in node))).toEqual([]);
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(library.version).toBe(version);
});
