import { expect, test } from "vitest";
import { whole } from "../../../src/core/options/kinds.ts";
import { defineOptions, option } from "../../../src/core/options/option.ts";
import { settingsOf } from "../../../src/core/options/settingsFile.ts";

const options = [
  defineOptions("Test", {
    minCounts: option(whole(0), { flag: "N", description: "counts" }),
    domains: option(whole(0), { flag: "K", description: "domains" }),
    "cellscape.epochs": option(whole(0), { flag: "E", description: "epochs" }),
  }),
];
const read = (text: string) => settingsOf(text, { path: "settings.yaml", command: "run", options });
const expected = { minCounts: 3, domains: 7, "cellscape.epochs": 40 };

test("YAML and JSON give the same settings, with names or flags as keys", () => {
  expect(read("min-counts: 3\ndomains: 7\ncellscape:\n  epochs: 40\n")).toEqual(expected);
  expect(read('{"minCounts": 3, "domains": 7, "cellscape.epochs": 40}')).toEqual(expected);
});

test("a manifest gives the settings of its run, whatever else it holds", () => {
  const manifest = { version: "1.0.0", options: { ...expected }, cells: 12, domains: { count: 4 } };
  expect(read(JSON.stringify(manifest))).toEqual(expected);
});

test("a manifest of another command is refused, and one of the same passes over what follows from other inputs", () => {
  const applied = JSON.stringify({ job: "apply", version: "1.0.0", options: { minCounts: 3, seed: 4 } });
  expect(() => read(applied)).toThrow("--config settings.yaml: expected options of run, got the manifest of apply");
  const target = { path: "manifest.json", command: "apply", options };
  expect(settingsOf(applied, { ...target, derived: ["seed"] })).toEqual({ minCounts: 3 });
  expect(() => settingsOf(applied, target)).toThrow("unknown option seed");
  expect(() => settingsOf("seed: 4", { ...target, derived: ["seed"] }), "typed by the user").toThrow(/seed/);
});

test("keys without a value count as not given", () => {
  expect(read("domains:\nmin-counts: 3\n")).toEqual({ minCounts: 3 });
});

test.each([
  [
    "domain: 7\nfrob: 1\n",
    /^--config settings\.yaml: .* unknown option domain \(did you mean domains\?\), unknown option frob$/,
  ],
  ["cellscape:\n  epoch: 1\n", /unknown option cellscape\.epoch \(did you mean cellscape\.epochs\?\)$/],
  ["just text", /^--config settings\.yaml: expected option names with values, got string$/],
  ["a: [1, 2", /^--config settings\.yaml: expected YAML or JSON, got /],
])("%j is refused with the file and the key", (text, message) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: "bad-file", message: expect.stringMatching(message) }),
  );
});
