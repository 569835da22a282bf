/**
 * Does a fast test notice when a constant of the recipe changes? Each mutation is made in a copy of the working tree, the
 * tests that should fail are run there, and a table says which mutations were caught.
 *
 *   node scripts/mutations.mjs            all of them
 *   node scripts/mutations.mjs weak       those whose name contains the word
 *
 * Exit code 1 if one survived. A mutation names text, not a file: it must be found exactly once under src, else the script
 * fails and the table below needs the constant's new text.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const mutations = [
  {
    name: "weight of labelled cells in mixtures 20 -> 1",
    change: [["hintWeight: 20", "hintWeight: 1"]],
    tests: ["test/domains/hints"],
  },
  {
    name: "weight of the labels of whole sections 1 -> 20",
    change: [["...hintPolicy.mixture, hintWeight: 1", "...hintPolicy.mixture, hintWeight: 20"]],
    tests: ["test/domains/annotation"],
  },
  {
    name: "share of the kernel of labels that falls with distance 0.5 -> 0",
    change: [["nearWeight: 0.5", "nearWeight: 0"]],
    tests: ["test/domains/hints"],
  },
  {
    name: "hints that neither explains count 0.5 -> 1",
    change: [["missedByBoth: 0.5", "missedByBoth: 1"]],
    tests: ["test/domains/hints"],
  },
  {
    name: "share of the pool that votes 0.5 -> 1",
    change: [["touching: 6, best: 0.5", "touching: 6, best: 1"]],
    tests: ["test/domains/hints/policy.test.ts"],
  },
  {
    name: "most rounds of smoothed candidates 4 -> 2",
    change: [["rounds: [1, 2, 4]", "rounds: [1, 2]"]],
    tests: ["test/domains"],
  },
  {
    name: "weight of fragments 0.01 -> 1",
    change: [["fragmentationOffset: 0.01", "fragmentationOffset: 1"]],
    tests: ["test/domains"],
  },
  {
    name: "rounds of refinement 2 -> 1 in large sections",
    change: [["few: 1, many: 2, manyCells: 2000", "few: 1, many: 1, manyCells: 2000"]],
    tests: ["test/domains"],
  },
  {
    name: "neighbours of refinement 25 -> 8",
    change: [["neighbors: 25,\n    leastSection", "neighbors: 8,\n    leastSection"]],
    tests: ["test/domains"],
  },
  {
    name: "warning of domains of few cells below 20 -> 2",
    change: [["fewCells: 20,", "fewCells: 2,"]],
    tests: ["test/report"],
  },
  {
    name: "warning of few cells below 500 -> 50",
    change: [["const fewInAll = 500;", "const fewInAll = 50;"]],
    tests: ["test/report"],
  },
  {
    name: "steps of the intrinsic branch 160 -> 40",
    change: [["const stepsForMany = 160;", "const stepsForMany = 40;"]],
    tests: ["test/methods/cellscape"],
  },
  {
    name: "rounds after which starts of communities are compared 3 -> 1",
    change: [["const trialRounds = 3;", "const trialRounds = 1;"]],
    tests: ["test/cluster/louvain.test.ts"],
  },
  {
    name: "largest step of the intrinsic branch 8 MB -> 1 MB",
    change: [["const largestStep = 2 ** 21;", "const largestStep = 2 ** 18;"]],
    tests: ["test/methods/cellscape/intrinsicReconstruction.test.ts"],
  },
  {
    name: "unstable domains below 0.5 -> 0.2",
    change: [["weakBelow: 0.5", "weakBelow: 0.2"]],
    tests: ["test/domains"],
  },
  {
    name: "grid of components: many cells from 2000 -> 20",
    change: [["many: [12, 15, 20], manyCells: 2000", "many: [12, 15, 20], manyCells: 20"]],
    tests: ["test/domains"],
  },
  {
    name: "genes of a panel 200 -> 20",
    change: [["const panelGenes = 200;", "const panelGenes = 20;"]],
    tests: ["test/run/options"],
  },
  {
    name: "preset inputPower 8 -> 2 with momentum 0.3 -> 0.1",
    change: [
      ["inputPower: 8,", "inputPower: 2,"],
      ["momentum: 0.3,", "momentum: 0.1,"],
    ],
    tests: ["test/methods/cellscape/presets.test.ts"],
  },
  {
    name: "preset inputPower 8 -> 2 with momentum 0.3 -> 0.1, by golden domains alone",
    change: [
      ["inputPower: 8,", "inputPower: 2,"],
      ["momentum: 0.3,", "momentum: 0.1,"],
    ],
    tests: ["test/golden"],
  },
];

const root = join(import.meta.dirname, "..");
const word = process.argv[2] ?? "";
const copy = mkdtempSync(join(tmpdir(), "cellscape-mutations-"));
let survived = 0;
try {
  for (const name of ["src", "cli", "test", "fixtures", "package.json", "tsconfig.json", "vitest.config.ts"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const chosen = mutations.filter(({ name }) => name.includes(word));
  for (const path of new Set(chosen.flatMap(({ tests }) => tests))) {
    if (!passes([path]).passed) throw new Error(`${path}: expected tests that pass without any mutation`);
  }
  console.log(`${"mutation".padEnd(76)} result      seconds`);
  for (const { name, change, tests } of chosen) {
    const before = new Map();
    for (const [search, replacement] of change) {
      const file = fileWith(search);
      const text = readFileSync(file, "utf8");
      if (!before.has(file)) before.set(file, text);
      writeFileSync(
        file,
        text.replace(search, () => replacement),
      );
    }
    const { passed, seconds } = passes(tests);
    for (const [file, text] of before) writeFileSync(file, text);
    if (passed) survived++;
    console.log(`${name.padEnd(76)} ${(passed ? "SURVIVED" : "caught").padEnd(11)} ${seconds.toFixed(1)}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.exitCode = survived > 0 ? 1 : 0;

/** The one file under src of the copy that contains the text, once. */
function fileWith(search) {
  const files = readdirSync(join(copy, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(copy, "src", name));
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split(search)
      .slice(1)
      .map(() => file),
  );
  if (found.length !== 1) {
    const places = found.map((file) => file.slice(copy.length + 1)).join(", ") || "none";
    throw new Error(`mutations: expected ${JSON.stringify(search)} once under src, got ${places}; name its new text`);
  }
  return found[0];
}

/** Whether all tests at these paths pass in the copy; an error of another kind than a failed test ends the script. */
function passes(tests) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    join(root, "node_modules/.bin/vitest"),
    ["run", "--bail", "1", ...tests],
    {
      cwd: copy,
      encoding: "utf8",
    },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0 && !/AssertionError|Snapshot/.test(stdout + stderr)) {
    throw new Error(`mutations: expected a failed assertion, got\n${stdout}${stderr}`);
  }
  return { passed: status === 0, seconds };
}
