import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readObsm } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { methodNamed, registerMethod } from "../../src/methods/registry.ts";
import { cellscape } from "../cli/command.ts";
import { toyMethod } from "./toyMethod.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-toy-"));
const remove = registerMethod(toyMethod);
afterAll(() => {
  remove();
  rmSync(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const tissue = at("tissue.h5ad");

async function runToy(out: string, ...options: string[]) {
  const common = ["--method", "toy", "--domains", "3", "--components", "12", "--out", at(out)];
  const { code, stderr } = await cellscape(["run", tissue, ...common, ...options]);
  expect(code, stderr).toBe(0);
  const { columns } = await readObsm(await fileSource(at(`${out}/result.h5ad`)), "X_cellscape_toy");
  return { columns, recorded: JSON.parse(readFileSync(at(`${out}/manifest.json`), "utf8")).options };
}

test("a registered method runs through the command with its option, named or not, from the file or not", async () => {
  await cellscape(["simulate", "--out", tissue, "--cells", "200", "--genes", "30", "--domains", "3"]);
  expect(await runToy("default")).toMatchObject({ columns: 3 });
  const named = await runToy("named", "--toy.pick", "5");
  expect(named).toMatchObject({ columns: 5, recorded: { method: "toy", toy: { pick: 5 } } });
  expect(await runToy("short", "--pick", "4")).toMatchObject({ columns: 4, recorded: { toy: { pick: 4 } } });
  writeFileSync(at("settings.yaml"), "toy:\n  pick: 6\n");
  expect(await runToy("file", "--config", at("settings.yaml"))).toMatchObject({ columns: 6 });
  const both = await runToy("both", "--config", at("settings.yaml"), "--pick", "7");
  expect(both, "the command line takes precedence").toMatchObject({ columns: 7, recorded: { toy: { pick: 7 } } });
});

test("help shows its options under its name, and another method refuses them", async () => {
  const { stdout } = await cellscape(["run", "--help", "all"]);
  expect(stdout).toMatch(/^Method toy .*\n {2}--toy\.pick <d> /m);
  for (const flag of ["--pick", "--toy.pick"]) {
    const { code, stderr } = await cellscape(["run", tissue, "--method", "smooth", flag, "2", "--out", at("refused")]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${flag}: expected options of --method smooth, got one of toy`);
  }
});

test("options with the names of those of the run, an analysis or the command are refused, each named", () => {
  const { pick } = toyMethod.options.table;
  const options = { ...toyMethod.options, table: { pick, minCounts: pick, resolution: pick, out: pick } };
  expect(() => registerMethod({ ...toyMethod, name: "clash", options })).toThrow(
    "registerMethod: expected options of method clash with names that no option of the run or of an analysis has, got --min-counts, --resolution, --out; rename them",
  );
  expect(() => methodNamed("clash")).toThrow(/--method/);
});

test("help lists it among the methods", async () => {
  const { stdout } = await cellscape(["run", "--help", "all"]);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("; toy (leading components as they are)");
});

test("a second method of its name is refused, and it is unknown once it is removed", () => {
  expect(() => registerMethod(toyMethod)).toThrow("registerMethod: expected a name that is free, got toy");
  const remove = registerMethod({ ...toyMethod, name: "toy-too" });
  expect(methodNamed("toy-too").name).toBe("toy-too");
  remove();
  expect(() => methodNamed("toy-too")).toThrow(/toy-too/);
});
