import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testNeeding } from "../../needing.ts";
import { cellscape } from "../command.ts";
import { smallTissue, writeTissue } from "../tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-messages-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const quick = ["--domains", "3", "--method", "smooth", "--no-figures"];

beforeAll(async () => {
  await writeTissue(at("tissue.h5ad"), smallTissue());
  await writeTissue(at("other.h5ad"), smallTissue());
  const { code, stderr } = await cellscape(["run", at("tissue.h5ad"), ...quick, "--out", at("run")]);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
});

/** The last line of stderr of a command that is refused. */
async function refusal(...args: readonly string[]): Promise<string> {
  const { code, stderr } = await cellscape(args);
  expect({ code, stderr }).toMatchObject({ code: 2 });
  return stderr.trim().split("\n").at(-1)?.replaceAll(`${folder}/`, "") ?? "";
}

test("a single cell is refused for being one, by a run and by inspect, without advice that cannot help", async () => {
  await writeTissue(at("one.h5ad"), smallTissue(1));
  const refused = await refusal("run", at("one.h5ad"), "--domains", "1", "--out", at("never"));
  expect(refused).toBe("cellscape: one.h5ad: expected at least 3 cells, got 1; domains are found among neighbours");
  const { stdout } = await cellscape(["inspect", at("one.h5ad")]);
  expect(stdout).toContain("warning: the command will be refused: expected at least 3 cells, got 1\n");
});

test("more domains than cells are not simulated", async () => {
  const refused = await refusal("simulate", "--cells", "5", "--domains", "50", "--out", at("never.h5ad"));
  expect(refused).toBe("cellscape: simulate domains: expected at most one for each of the 5 cells, got 50");
  expect(existsSync(at("never.h5ad"))).toBe(false);
});

test("a kind that a result lacks is refused with the path of the result, not of its input", async () => {
  const refused = await refusal("choose", at("run/result.h5ad"), "9", "--out", at("never"));
  expect(refused).toMatch(/^cellscape: run\/result\.h5ad: expected kinds of partition/);
});

test("figures are listed of a result alone", async () => {
  expect(await refusal("figure", at("absent.h5ad"), "--list")).toMatch(/absent\.h5ad: no such file/);
  expect(await refusal("figure", at("tissue.h5ad"), "--list")).toMatch(
    /tissue\.h5ad: expected the result\.h5ad of a run/,
  );
  const { code, stdout } = await cellscape(["figure", at("run/result.h5ad"), "--list"]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^domains /m) });
});

test("a reference without the column of labels is named, with the columns that it has", async () => {
  const args = ["--reference", at("other.h5ad"), "--label", "layer", "--out", at("never")];
  const refused = await refusal("annotate", at("tissue.h5ad"), ...args);
  expect(refused).toBe("cellscape: --label: expected a column of obs in other.h5ad (no columns), got layer");
});

test("a file that is no model is refused as such", async () => {
  for (const name of ["tissue.h5ad", "run/manifest.json"]) {
    const refused = await refusal("apply", at(name), at("other.h5ad"), "--out", at("never"));
    const expected =
      "expected a model of cellscape run --save-model (model.cellscape), got a file that is no readable zip archive";
    expect(refused).toBe(`cellscape: ${name}: ${expected}`);
  }
});

test("training without an epoch is warned of, and a method that trains nothing is not", async () => {
  const run = (...args: string[]) =>
    cellscape(["run", at("tissue.h5ad"), "--no-figures", "--out", at("epochs"), ...args]);
  const { stderr } = await run("--domains", "3", "--epochs", "0", "--variant", "spatial-only");
  expect(stderr).toContain("warning: no training steps were requested: cellscape embeds with its initial weights");
  expect((await run("--domains", "3", "--method", "smooth")).stderr).not.toContain("no training steps");
});

test("of an option that is repeated the value that is wrong is shown, as it was typed", async () => {
  const refused = await refusal("run", at("tissue.h5ad"), "--subset", "a=b", "--subset", "c", "--out", at("never"));
  expect(refused).toBe('cellscape: --subset: expected column=value, got "c"');
});

test("options of labels are no options of commands that take none", async () => {
  for (const [command, flags] of [
    ["apply", ["--hints", "--hints-column", "--label-next", "--references"]],
    ["choose", ["--hints", "--hints-column", "--label-next", "--references", "--domains"]],
  ] as const) {
    const { stdout } = await cellscape([command, "--help", "all"]);
    expect(flags.filter((flag) => stdout.includes(`${flag} `))).toEqual([]);
  }
});

testNeeding("/proc", existsSync("/proc/self"), "a folder that cannot be made is refused at once", async () => {
  const { code, stderr } = await cellscape(["run", at("tissue.h5ad"), ...quick, "--out", "/proc/cellscape/out"]);
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining("/proc/cellscape/out: cannot write: ") });
});

test("the command that inspect prints for transcripts is not said to be refused", async () => {
  const gem = readFileSync("fixtures/formats/small.gem");
  writeFileSync(at("small.gem"), gem);
  const { stdout } = await cellscape(["inspect", at("small.gem")]);
  expect(stdout).toContain("--bin 50\n");
  expect(stdout).not.toContain("will be refused");
});
