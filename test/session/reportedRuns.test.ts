import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectFile } from "../../src/entries/node.ts";
import { cellscape, type Outcome } from "../cli/command.ts";
import { describeNeeding } from "../needing.ts";

/** Inputs with traits that users have met, run from end to end: three layers, which a right reading finds. */
const reported = "../shared/data/reported";
const folder = mkdtempSync(join(tmpdir(), "cellscape-reported-"));
afterAll(() => rmSync(folder, { recursive: true }));

const smooth = ["--method", "smooth", "--domains", "3"];

async function run(name: string, input: string, options: readonly string[] = []) {
  const out = join(folder, name);
  const outcome = await cellscape(["run", `${reported}/${input}`, "--out", out, ...smooth, ...options]);
  return { ...outcome, result: join(out, "result.h5ad") };
}

/** The command that `inspect` prints. */
async function printed(name: string, input: string): Promise<Outcome & { result: string }> {
  const { command } = await inspectFile(`${reported}/${input}`);
  return run(name, input, command.slice(command.indexOf("--out") + 2));
}

/** What `score` says of a result: the first line, and the adjusted Rand index of its domains. */
async function scored(result: string) {
  const { stdout } = await cellscape(["score", result, "--truth", "truth"]);
  const row = stdout.split("\n").find((line) => line.startsWith("cellscape_domain "));
  return { said: stdout.split("\n")[0], ari: Number(row?.trim().split(/\s+/)[4]) };
}

describeNeeding(reported, existsSync(reported), "running what users reported", () => {
  test("no edge spans the gap between the cores of a microarray, with and without --radius", async () => {
    const cut = await run("cores", "pieces_far_apart/tissue.h5ad");
    expect(cut.stderr).toMatch(/9 separate pieces of tissue: \d+ edges between them/);
    expect(await scored(cut.result)).toMatchObject({ ari: 1 });
    const within = await run("radius", "pieces_far_apart/tissue.h5ad", ["--radius", "15"]);
    expect(await scored(within.result)).toMatchObject({ ari: 1 });
  });

  test("cells whose values sum to less than 1 have a domain: a least number of counts is one of counts", async () => {
    const { stderr, result } = await run("small", "small_values/tissue.h5ad");
    expect(stderr).not.toMatch(/too few counts/);
    const { said, ari } = await scored(result);
    expect(said).toBe("200 of 200 cells scored against truth (3 labels)");
    expect(ari).toBeGreaterThan(0.8);
  });

  test("the command that inspect prints for z-scores runs and finds the layers", async () => {
    const { code, result } = await printed("scaled", "scaled_values_only/tissue.h5ad");
    expect(code).toBe(0);
    expect((await scored(result)).ari).toBeGreaterThan(0.8);
  });

  test("a score counts the cells that have a domain", async () => {
    const { stderr, result } = await run("empty", "score_with_empty_cells/tissue.h5ad");
    expect(stderr).toMatch(/30 cells have too few counts: no domain/);
    expect((await scored(result)).said).toBe(
      "270 of 300 cells scored against truth (3 labels); 30 more with a label have no domain",
    );
  });

  test("samples that lie over each other are told, and the command that inspect prints keeps them apart", async () => {
    const together = await run("together", "two_sections_one_file/tissue.h5ad");
    expect(together.stderr).toMatch(/names 2 samples that lie over each other.*--sample-key sample/);
    const apart = await printed("apart", "two_sections_one_file/tissue.h5ad");
    expect((await scored(together.result)).ari).toBeLessThan(0.5);
    expect((await scored(apart.result)).ari).toBeGreaterThan(0.7);
  });

  test("intensities of proteins are refused with two ways out, of which inspect prints the usual one", async () => {
    const refused = await run("intensities", "protein_table");
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/got intensities; .*--normalize arcsinh .*--cofactor .*--normalize no/);
    const { command, genes } = await inspectFile(`${reported}/protein_table`);
    expect(genes).toBe(8);
    expect(command.slice(-2)).toEqual(["--normalize", "arcsinh"]);
    expect(await printed("arcsinh", "protein_table")).toMatchObject({ code: 0 });
    expect(await run("as they are", "protein_table", ["--normalize", "no"])).toMatchObject({ code: 0 });
  });

  test("an absent raw and the layers beside it", async () => {
    const { result } = await run("null", "raw_is_null/tissue.h5ad");
    expect((await scored(result)).ari).toBeGreaterThan(0.8);
  });
});
