import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "cellscape-workflows-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
const engines = resolve(".venv-workflows/bin");
const main = resolve("dist/cli/main.js");
const samples = ["a", "b", "c", "d", "e", "f"];
const merge = ["--domains", "3", "--variant", "spatial-only", "--seeds", "1", "--epochs", "3"];
const env = { ...process.env, PATH: [at("bin"), engines, process.env.PATH].join(delimiter) };

function call(command: string, args: readonly string[], cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  expect(status, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Digests of the model, of the results of some samples, and of the tables. */
function digestsOf(
  names: readonly string[],
  { model, samplesIn, cohort }: Record<"model" | "samplesIn" | "cohort", string>,
) {
  return [
    digest(model),
    ...names.flatMap((name) =>
      [`${name}/result.h5ad`, `${name}/domains.csv`, `${name}.counts`].map((file) => digest(join(samplesIn, file))),
    ),
    ...["markers", "composition", "samples"].map((table) => digest(join(cohort, "tables", `${table}.csv`))),
  ];
}

beforeAll(() => {
  mkdirSync(at("bin"));
  writeFileSync(at("bin/cellscape"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(at("bin/cellscape"), 0o755);
  call("cellscape", [
    "simulate",
    "--cells",
    "1500",
    "--genes",
    "40",
    "--domains",
    "3",
    "--signal",
    "2",
    "--sections",
    "6",
    "--out",
    "all.h5ad",
  ]);
  call("cellscape", ["cohort", "split", "all.h5ad", "--sample-key", "sample", "--out", "split", "--progress", "none"]);
  for (const [s, name] of samples.entries()) cpSync(at(`split/Sample_${s + 1}.h5ad`), at(`${name}.h5ad`));
  for (const [sheet, names] of [
    ["six.csv", samples],
    ["two.csv", samples.slice(0, 2)],
  ] as const) {
    writeFileSync(at(sheet), ["path,sample", ...names.map((name) => `${name}.h5ad,${name}`), ""].join("\n"));
    call("cellscape", [
      "cohort",
      "run",
      "--samples",
      sheet,
      ...merge,
      "--no-figures",
      "--progress",
      "none",
      "--out",
      sheet.slice(0, 3),
    ]);
  }
});

const ownDigests = (names: readonly string[], out: string) =>
  digestsOf(names, { model: at(out, "fit/model.cellscape"), samplesIn: at(out, "samples"), cohort: at(out) });

test("Snakemake's linter finds nothing, and six samples get the bytes of cohort run", () => {
  cpSync("workflows/snakemake", at("snakemake"), { recursive: true });
  const config = [
    `samples: ${at("six.csv")}`,
    "out: results",
    "threads: 2",
    "settings:",
    `  merge: "${merge.join(" ")}"`,
    "",
  ];
  writeFileSync(at("snakemake/config/config.yaml"), config.join("\n"));
  const snakefile = ["--snakefile", "workflow/Snakefile"];
  call("snakemake", [...snakefile, "--lint"], at("snakemake"));
  call("snakemake", [...snakefile, "--profile", "profiles/local", "--cores", "2", "--quiet"], at("snakemake"));
  const results = at("snakemake/results");
  const made = {
    model: join(results, "fit/model.cellscape"),
    samplesIn: join(results, "samples"),
    cohort: join(results, "cohort"),
  };
  expect(digestsOf(samples, made)).toEqual(ownDigests(samples, "six"));
});

test("Snakemake joins the tiles of a section as cohort run does", () => {
  call("cellscape", [
    "simulate",
    "--cells",
    "1600",
    "--genes",
    "40",
    "--domains",
    "3",
    "--signal",
    "2",
    "--out",
    "large.h5ad",
  ]);
  writeFileSync(at("tiled.csv"), "path,sample\nlarge.h5ad,large\na.h5ad,a\n");
  const tiles = ["--samples", "tiled.csv", "--tile-cells", "800", "--progress", "none"];
  call("cellscape", ["cohort", "split", ...tiles, "--out", "tiles"]);
  call("cellscape", ["cohort", "run", ...tiles, ...merge, "--no-figures", "--out", "til"]);
  cpSync("workflows/snakemake", at("tiled"), { recursive: true });
  const config = [
    `samples: ${at("tiles/samples.csv")}`,
    `sections: { large: ${at("large.h5ad")} }`,
    "settings:",
    `  merge: "${merge.join(" ")}"`,
    "",
  ];
  writeFileSync(at("tiled/config/config.yaml"), config.join("\n"));
  const how = ["--profile", "profiles/local", "--cores", "2", "--quiet"];
  call("snakemake", ["--snakefile", "workflow/Snakefile", ...how], at("tiled"));
  for (const file of ["result.h5ad", "domains.csv"]) {
    expect(digest(at("tiled/results/sections/large", file))).toBe(digest(at("til/samples/large", file)));
  }
});

test("Snakemake plans the rules of docs/cluster.md: one model, and each sample", () => {
  mkdirSync(at("page"));
  const [, rules = ""] = /^```python\n([\s\S]*?^rule[\s\S]*?)^```/m.exec(readFileSync("docs/cluster.md", "utf8")) ?? [];
  writeFileSync(at("page/Snakefile"), rules);
  writeFileSync(
    at("page/samples.csv"),
    ["sample,path", ...samples.map((name) => `${name},../${name}.h5ad`), ""].join("\n"),
  );
  const plan = call("snakemake", ["--dry-run", "--cores", "2", "--quiet", "rules"], at("page"));
  for (const count of [/^apply +6$/m, /^train +1$/m]) expect(plan).toMatch(count);
});

test("cwltool gives two samples the bytes of cohort run", () => {
  const names = samples.slice(0, 2);
  const inputs = {
    samples: names.map((name) => ({ class: "File", path: at(`${name}.h5ad`) })),
    names,
    sheet: { class: "File", path: at("two.csv") },
    mergeSettings: merge,
    applySettings: ["--no-figures"],
  };
  writeFileSync(at("inputs.json"), JSON.stringify(inputs));
  call("cwltool", ["--quiet", "--no-container", "--outdir", "cwl", resolve("workflows/cwl/cohort.cwl"), "inputs.json"]);
  const made = { model: at("cwl/model.cellscape"), samplesIn: at("cwl"), cohort: at("cwl/cohort") };
  expect(digestsOf(names, made)).toEqual(ownDigests(names, "two"));
});

test("Galaxy's linter finds no warning in the tool", () => {
  call("python", [resolve("scripts/workflows/galaxyLint.py"), resolve("workflows/galaxy/cellscape_cohort.xml")]);
});

test("hadolint finds no fault in the recipe of the container", () => {
  call(join(engines, "hadolint"), [resolve("workflows/containers/Dockerfile")]);
});
