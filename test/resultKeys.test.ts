import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dataset, File, Group, ready } from "h5wasm/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../src/core/random.ts";
import { writeDataset } from "../src/io/anndata/write.ts";
import { fileTarget } from "../src/io/node/nodeFile.ts";
import { allMethods } from "../src/methods/registry.ts";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";
import { cellscape } from "./cli/command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** What the page says: types by entry. The records of a run and of apply have names in common. */
const [ofRuns, ofApply] = readFileSync("docs/resultKeys.md", "utf8").split("## uns/cellscape of apply");
const rowsOf = (text: string) =>
  Array.from(
    text.matchAll(/^\| `((?:obs|var|obsm|obsp|uns)\/\S+)` \| ([\w ]+) \|/gm),
    ([, path, type]): [string, string] => [path, type],
  );
const applied = (path: string) => path.replace(/^uns\/cellscape\//, "apply: ");
const documented = new Map([
  ...rowsOf(ofRuns),
  ...rowsOf(ofApply).map(([path, type]): [string, string] => [applied(path), type]),
]);

/** What runs add that their input does not have, in the words of the page. */
const written = new Map<string, string>();

/** Entries of a file by path, those of the record among them, with their types. */
async function entriesOf(path: string): Promise<Map<string, string>> {
  await ready;
  const file = new File(path, "r");
  const below = (parent: string): [string, string][] => {
    const group = file.get(parent);
    if (!(group instanceof Group)) return [];
    const names = group.keys().filter((name) => name !== "_index");
    return names.map((name) => [`${parent}/${name}`, typeOf(group.get(name))]);
  };
  const entries = new Map(["obs", "var", "obsm", "obsp", "uns", "uns/cellscape"].flatMap(below));
  file.close();
  return entries;
}

function typeOf(entry: unknown): string {
  if (entry instanceof Group) {
    const encoding = String(entry.attrs["encoding-type"]?.value ?? "dict");
    return { categorical: "category", dataframe: "table", csr_matrix: "sparse" }[encoding] ?? encoding;
  }
  if (!(entry instanceof Dataset)) return "nothing";
  const { shape, dtype, attrs } = entry;
  if (String(attrs["encoding-type"]?.value).startsWith("string")) return "text";
  const numbers = { "<f": "float32", "<d": "float64", "<i": "int32", "<q": "int64" }[String(dtype)] ?? "boolean";
  if (shape?.length === 0) return numbers === "boolean" ? numbers : "number";
  return shape?.length === 1 ? numbers : `${numbers} matrix`;
}

/** As the page has it: letters for what differs from run to run, and lists of the record that may be empty. */
function inPage(path: string, type: string): [string, string] {
  const name = path
    .replace(/_contrast_\w+/, "_contrast_A_B")
    .replace(/alternative_\d/, "alternative_N")
    .replace(/_K\d+$/, "_KN");
  const list = name.startsWith("uns/cellscape/") && type === "float64";
  if (!list) return [name, type];
  return [name, /notes|warnings|model_samples/.test(name) ? "text" : "numbers"];
}

/** Run a command and keep what its result adds to the input. */
async function collect(input: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await cellscape([...args, "--no-figures", "--out", at("out")]);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  const before = await entriesOf(at(input));
  for (const [path, type] of await entriesOf(join(at("out"), "result.h5ad"))) {
    const [name, word] = inPage(path, type);
    if (!before.has(path)) written.set(args[0] === "apply" ? applied(name) : name, word);
  }
}

beforeAll(async () => {
  const four = { cells: 280, genes: 40, domains: 3, samples: 4, conditions: 2, signal: 2 };
  await writeDataset(fileTarget(at("four.h5ad")), simulateTissue(four, createRandom(0)));
  for (const name of ["one", "other"]) {
    const one = simulateTissue({ cells: 120, genes: 110, domains: 3, signal: 2 }, createRandom(1));
    await writeDataset(fileTarget(at(`${name}.h5ad`)), { ...one, name, unitUm: 1 });
  }
  writeFileSync(at("points.csv"), "x,y,sample\n50,50,Sample 1\n60,90,Sample 1\n");
  const genes = Array.from({ length: 20 }, (_, i) => `Gene${`${i + 1}`.padStart(4, "0")}`);
  writeFileSync(at("sets.gmt"), `A set\tx\t${genes.join("\t")}\n`);
  const hints = ["Cell0001,a", "Cell0002,a", "Cell0060,b", "Cell0119,c"];
  writeFileSync(at("hints.csv"), `cell,label\n${hints.join("\n")}\n`);

  const quick = ["--domains", "3", "--epochs", "2", "--seeds", "1"];
  const options = ["--sample-key", "sample", "--compare", "condition", "--contrast", "1:2", "--label-next", "3"];
  const files = ["--colocalize", "Gene0001", "--points", at("points.csv")];
  await collect("four.h5ad", "run", at("four.h5ad"), ...quick, ...options, ...files, "--report", "--genes", "30");
  const alone = ["--method", "spagcn", "--domains", "3", "--spagcn.epochs", "2", "--unit-um", "1"];
  await collect("one.h5ad", "run", at("one.h5ad"), ...alone);
  const hinted = [
    "--method",
    "smooth",
    "--hints",
    at("hints.csv"),
    "--want",
    "cell-types,gsea",
    "--gene-sets",
    at("sets.gmt"),
  ];
  await collect("one.h5ad", "run", at("one.h5ad"), ...hinted);
  await collect(
    "one.h5ad",
    "run",
    at("one.h5ad"),
    "--method",
    "smooth",
    "--max-domains",
    "5",
    "--want",
    "domain-counts",
  );
  const labelled = ["--reference", at("other.h5ad"), "--label", "domain", "--method", "smooth"];
  await collect("one.h5ad", "annotate", at("one.h5ad"), ...labelled);
  await collect("one.h5ad", "run", at("one.h5ad"), ...quick, "--save-model");
  await collect("one.h5ad", "apply", join(at("out"), "model.cellscape"), at("one.h5ad"));
});

test("every entry that a run writes is on the page, with its type", () => {
  const told = new Map([...documented].filter(([path]) => written.has(path)));
  const found = new Map([...written].filter(([path]) => path !== "uns/cellscape"));
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(found));
});

test("every entry of the page is written by a run, or is the embedding of a method", () => {
  const ofMethods = allMethods().flatMap(({ embeddings: { primary, others } }) =>
    [primary, ...Object.values(others)].map(({ key }) => `obsm/${key}`),
  );
  expect(ofMethods.filter((path) => !documented.has(path))).toEqual([]);
  const known = new Set([...written.keys(), ...ofMethods]);
  expect([...documented.keys()].filter((path) => !known.has(path))).toEqual([]);
});
