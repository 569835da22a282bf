import { expect, test } from "vitest";
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

test.each([
  ["methods: [all]", "plan.yaml: data"],
  [`${data}sedes: 3`, "plan.yaml: the file: unknown entry sedes; did you mean seeds?"],
  ["data:\n  - file: a.h5ad\n    truht: Region\n", "plan.yaml: data.0"],
  [`${data}seeds: -1`, "plan.yaml: seeds"],
  [`${data}memoryLimit: lots`, "plan.yaml: memoryLimit"],
  [
    `${data}methods:\n  - method: pca\n    setings: {}\n`,
    "plan.yaml: methods.0: unknown entry setings; did you mean settings?",
  ],
  ["data: [", "plan.yaml: expected YAML"],
])("%s is refused with the entry", (text, message) => {
  expect(() => plan(text)).toThrow(message);
});
