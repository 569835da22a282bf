import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyEditsFile, exportFile, parseConfig, runFile, simulateFile } from "../../src/entries/node.ts";
import { testNeeding } from "../needing.ts";

const python = resolve(process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python");
const folder = mkdtempSync(join(tmpdir(), "cellscape-snippets-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const env = {
  ...process.env,
  ...{
    MPLBACKEND: "Agg",
    QT_QPA_PLATFORM: "offscreen",
    CELLSCAPE_COMMAND: `${process.execPath} ${resolve("dist/cli/main.js")}`,
  },
  ...{ PYTHONPATH: resolve("python/src"), PATH: [at("bin"), process.env.PATH].join(delimiter) },
};

/** Blocks of a language in a page, in order. */
const blocksOf = (page: string, language: string) =>
  Array.from(
    readFileSync(page, "utf8").matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm")),
    ([, code]) => code,
  );

const documents = [
  ...["README.md", "python/README.md"],
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !/node_modules|^api/.test(file))
    .map((file) => join("docs", file)),
];

function call(command: string, args: readonly string[], input: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, input, encoding: "utf8" });
  expect({ status, output: status === 0 ? "" : `${input}\n${stdout}\n${stderr}` }).toEqual({ status: 0, output: "" });
}

const isThere = (command: string, args: readonly string[]) => spawnSync(command, args, { env }).status === 0;

/** The files that snippets name. */
beforeAll(async () => {
  await simulateFile(at("tissue.h5ad"), { cells: 500, genes: 60, domains: 4, seed: 5 });
  const config = parseConfig({ method: "smooth", domains: 4, want: "markers,umap" });
  const { result } = await runFile(at("tissue.h5ad"), { config, out: at("results") });
  await exportFile(result, { to: ["zarr", "spatialdata", "vitessce"], out: at("exported") });
  copyFileSync(at("results/figures/domains.png"), at("morphology.png"));
  const edits = [{ edit: "rename", column: "cellscape_domain", group: "1", to: "White matter" }];
  writeFileSync(at("edits.json"), JSON.stringify({ format: "cellscape-edits/1", column: "cellscape_domain", edits }));
  await applyEditsFile(result, at("edits.json"), { out: at("edited") });
  mkdirSync(at("bin"));
  writeFileSync(at("bin/cellscape"), `#!/bin/sh\nexec ${env.CELLSCAPE_COMMAND} "$@"\n`);
  chmodSync(at("bin/cellscape"), 0o755);
});

describe("the Python of", () => {
  /** Page by page, in one namespace that has an edited result as `adata`; rules of Snakemake are no Python. */
  const runner = `import json, sys, warnings
warnings.filterwarnings("ignore")
space = {"adata": __import__("anndata").read_h5ad("edited/result.h5ad")}
blocks = json.load(sys.stdin)
if any("napari" in block for block in blocks):
    import napari
    napari.run = lambda *_, **__: None  # it waits for the user
for block in blocks:
    exec(block, space)
`;
  const needs = { napari_spatialdata: "napari-spatialdata" };
  const pages = documents.map((page) => ({
    page,
    blocks: blocksOf(page, "python").filter((code) => !/^rule /m.test(code)),
  }));
  const withBlocks = pages.filter(({ blocks }) => blocks.length > 0);

  test("pages is found", () => {
    expect(withBlocks.map(({ page }) => page)).toContain("docs/viewers.md");
    expect(withBlocks.length).toBeGreaterThan(5);
  });

  for (const { page, blocks } of withBlocks) {
    for (const [module, name] of Object.entries(needs)) {
      const special = blocks.filter((code) => code.includes(module));
      const here = special.length > 0 && isThere(python, ["-c", `import ${module}`]);
      if (special.length === 0) continue;
      testNeeding(name, here, `${page}, with ${name}, runs`, () =>
        call(python, ["-c", runner], JSON.stringify(special)),
      );
    }
    const plain = blocks.filter((code) => !Object.keys(needs).some((module) => code.includes(module)));
    test(`${page} runs`, () => call(python, ["-c", runner], JSON.stringify(plain)));
  }
});

describe("the R of docs/r.md", () => {
  const blocks = blocksOf("docs/r.md", "r");

  testNeeding("R", isThere("Rscript", ["--version"]), "is R", () => {
    for (const code of blocks) call("Rscript", ["-e", "invisible(parse(file('stdin')))"], code);
  });

  const packages = "library(anndataR); library(SingleCellExperiment); stopifnot(packageVersion('rhdf5') >= '2.47')";
  const anndataR = isThere("Rscript", ["-e", packages]);
  testNeeding(
    "anndataR with rhdf5 2.47",
    anndataR,
    "with anndataR leads from a SingleCellExperiment to its domains",
    () => {
      const [code] = blocks.filter((block) => block.includes("library(anndataR)"));
      const made = `suppressMessages(library(SingleCellExperiment))
set.seed(1)
names <- paste0("cell", 1:300)
xy <- matrix(runif(600, 0, 1000), 300)
counts <- matrix(rpois(300 * 40, ifelse(outer(1:40 %% 2, xy[, 1] > 500, "==") , 2, 6)), 40, 300)
dimnames(counts) <- list(paste0("gene", 1:40), names)
object <- SingleCellExperiment(list(counts = as(counts, "CsparseMatrix")))
write.csv(data.frame(name = names, x = xy[, 1], y = xy[, 2]), "positions.csv", row.names = FALSE)
unlink(c("tissue.h5ad", "results"), recursive = TRUE)
`;
      const adapted = code.replace('as = "Seurat"', 'as = "SingleCellExperiment"').replace('"7"', '"2"');
      expect(adapted).not.toBe(code);
      const judged = "stopifnot(nlevels(object$cellscape_domain) == 2, identical(colnames(object), names))\n";
      call("Rscript", ["-"], `${made}${adapted}${judged}`);
    },
  );
});
