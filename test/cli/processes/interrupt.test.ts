import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readObs, readObsm } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { cellscape, interruptAt } from "../command.ts";
import { smallTissue, writeTissue } from "../tissue.ts";
import { cellscapeProcess } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-interrupt-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
beforeAll(() => writeTissue(tissue, smallTissue(200, 20)));

const run = (name: string, watch: Parameters<typeof cellscapeProcess>[1]) => {
  const out = join(folder, name, "deep");
  const endless = ["--domains", "3", "--variant", "spatial-only", "--epochs", "100000"];
  return cellscapeProcess(["run", tissue, "--out", out, ...endless], watch).then((outcome) => ({ out, ...outcome }));
};

/** Send Ctrl-C to the process once for each text, when it appears. */
function signalAt(...texts: readonly string[]): Parameters<typeof cellscapeProcess>[1] {
  let next = 0;
  return {
    watch(stderr, kill) {
      if (next >= texts.length || !stderr.includes(texts[next])) return;
      next++;
      kill("SIGINT");
    },
  };
}

test("Ctrl-C during training ends with domains of what was trained, and exit code 130", async () => {
  const { out, code, stderr, stdout } = await run("once", signalAt("Training the network"));
  expect(stderr).toMatch(/Press Ctrl-C again to quit without results/);
  expect(stderr).toMatch(/warning: stopped after \d+ of 100000 steps/);
  expect(code).toBe(130);
  expect(stdout).toContain("3 domains in ");
  // Beside the results may lie what a run with --resume goes on from.
  const names = readdirSync(out).filter((name) => name !== ".cellscape");
  expect(names.sort()).toEqual(["domains.csv", "figures", "manifest.json", "result.h5ad"]);
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(manifest.stopped).toBe(true);
  expect(manifest.warnings).toContainEqual(expect.stringMatching(/^stopped after \d+ of 100000 steps$/));
  const { columns } = await readObs(await fileSource(join(out, "result.h5ad")));
  expect(columns.has("cellscape_domain")).toBe(true);
});

test.each([
  ["domainCount", "auto", /the number of domains was selected by a reduced search/],
  ["domains", "5", /the domains come from (one|\d+) partitions?, fewer than usual/],
])(
  "Ctrl-C during the step %s keeps the embeddings and ends with domains found in haste",
  async (step, domains, said) => {
    const out = join(folder, `haste-${domains}`);
    const args = ["run", tissue, "--out", out, "--method", "smooth", "--domains", domains, "--progress", "json"];
    const { code, stderr, stdout } = await cellscape(args, interruptAt(`"event":"advance","step":"${step}"`));
    expect(stderr).toMatch(said);
    expect(stdout).toMatch(/^\d+ domains? in /);
    expect(code).toBe(130);
    expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).stopped).toBe(true);
    const embedding = await readObsm(await fileSource(join(out, "result.h5ad")), "X_cellscape_spatial");
    expect(embedding.rows).toBe(200);
  },
);

test("Ctrl-C before training has nothing to keep, says so and leaves nothing", async () => {
  const out = join(folder, "early", "deep");
  const args = ["run", tissue, "--out", out, "--domains", "3", "--epochs", "1"];
  const { code, stderr, stdout } = await cellscape(args, interruptAt("Reading "));
  expect(stderr).toMatch(/cellscape: stopped before there was a result to keep; nothing was written\n$/);
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(existsSync(join(folder, "early"))).toBe(false);
});

test("a second Ctrl-C ends at once and leaves nothing", async () => {
  const { code, stdout } = await run("twice", signalAt("Training the network", "Stopping"));
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(existsSync(join(folder, "twice"))).toBe(false);
});

test("a second Ctrl-C while results are written leaves whole files only", async () => {
  const { out, code } = await run("late", signalAt("Training the network", "Writing results"));
  expect(code).toBe(130);
  const files = existsSync(out) ? readdirSync(out, { recursive: true, encoding: "utf8" }) : [];
  expect(files.filter((name) => name.includes(".tmp") || name.endsWith(".part"))).toEqual([]);
  if (files.includes("result.h5ad")) await readObs(await fileSource(join(out, "result.h5ad")));
});
