import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePlugin } from "../../../src/bench/outside/plugin.ts";
import { parseYaml } from "../../../src/bench/plan/parseYaml.ts";
import { planSchema } from "../../../src/bench/plan/schema.ts";

const plan = (text: string) => parseYaml(planSchema, text, "plan.yaml");
const data = "data:\n  - file: a.h5ad\n    truth: Region\n";

test("a plan names data sets and methods with settings", () => {
  const read = plan(
    `${data}    unknown: [nan, 7]\nmethods:\n  - smooth\n  - method: pca\n    settings: { nearest: 20 }\n  - plugin: theirs.yaml\nseeds: 3\nvary: { dims: [8, 16] }\n`,
  );
  expect(read.data[0]).toMatchObject({ file: "a.h5ad", truth: "Region", unknown: ["nan", "7"] });
  expect(read.methods).toEqual(["smooth", { method: "pca", settings: { nearest: 20 } }, { plugin: "theirs.yaml" }]);
  expect(plan(data).methods).toEqual(["all"]);
});

test("a list of one seed is that seed, and a number stands for so many", () => {
  const read = plan(`${data}methods:\n  - { method: pca, seeds: [2] }\nseeds: 2\n`);
  expect(read.seeds).toBe(2);
  expect(read.methods[0]).toMatchObject({ seeds: [2] });
});

test.each([
  ["methods: [all]", "plan.yaml: data"],
  [`${data}sedes: 3`, "plan.yaml: the file: unknown entry sedes; did you mean seeds?"],
  [
    "data:\n  - file: a.h5ad\n    truht: Region\n",
    "plan.yaml: data, entry 1: unknown entry truht; did you mean truth?",
  ],
  ["data:\n  - truth: Region\n", "plan.yaml: data, entry 1, file: expected text, got nothing"],
  [`${data}methods: 7`, "plan.yaml: methods: expected a list, got 7"],
  [`${data}methods: []`, "plan.yaml: methods: expected some, got []"],
  [`${data}inputs: mine`, 'plan.yaml: inputs: expected one of paper, own, got "mine"'],
  [`${data}seeds: -1`, "plan.yaml: seeds"],
  [`${data}memoryLimit: lots`, "plan.yaml: memoryLimit"],
  [
    `${data}methods:\n  - method: pca\n    setings: {}\n`,
    "plan.yaml: methods, entry 1: unknown entry setings; did you mean settings?",
  ],
  ["data: [", "plan.yaml: expected YAML"],
])("%s is refused with the entry", (text, message) => {
  expect(() => plan(text)).toThrow(message);
});

test("the plan of the annotated sets and the one of the documentation can be read", () => {
  const [, documented = ""] = /```yaml\n(data:[\s\S]*?)```/.exec(readFileSync("docs/bench.md", "utf8")) ?? [];
  expect(plan(documented).data.map(({ truth }) => truth)).toEqual(["Region", "layer"]);
  expect(plan(readFileSync("bench/annotated.yaml", "utf8")).data).toHaveLength(8);
});

test("the plug-in of the documentation can be read", () => {
  const [, documented = ""] = /```yaml\n(name: theirs[\s\S]*?)```/.exec(readFileSync("docs/bench.md", "utf8")) ?? [];
  expect(parsePlugin(documented, "docs/bench.md")).toMatchObject({
    kind: "embedding",
    clusterer: "mclust",
    seeded: true,
  });
});
