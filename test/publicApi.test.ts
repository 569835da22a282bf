import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { exports, version } = JSON.parse(readFileSync("package.json", "utf8"));
const modules = Object.keys(exports).filter((name) => name !== "./package.json");

/** The module of a subpath, from its source. */
async function moduleOf(subpath: string): Promise<object> {
  const built: string = exports[subpath].default;
  return import(/* @vite-ignore */ `../${built.replace("./dist/", "").replace(/\.js$/, ".ts")}`);
}

const names = (module: object) => Object.keys(module).sort();

test("the library has a module for each topic", () => {
  expect(modules).toMatchSnapshot();
});

test.each(modules)("%s exports what it promises and nothing else", async (subpath) => {
  expect(names(await moduleOf(subpath))).toMatchSnapshot();
});

test.each(["./node", "./browser"])("%s holds all of the main module", async (subpath) => {
  const exported = names(await moduleOf(subpath));
  expect(names(await moduleOf(".")).filter((name) => !exported.includes(name))).toEqual([]);
});

test("the version is the package's", async () => {
  expect(await moduleOf(".")).toMatchObject({ version });
});
