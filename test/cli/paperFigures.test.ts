import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readH5ad } from "../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-paper-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** The commands of docs/results.md for figures of the paper, by what they show. */
const commands = readFileSync("docs/results.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .flatMap((line) => {
    const [, shows, cell] = line.split("|");
    return [...cell.matchAll(/`(cellscape [^`]*)`/g)].map(([, command]) => ({ shows: shows.trim(), command }));
  });

/** What stands in the documentation, and what it is in a simulated tissue. */
const stands = new Map<string, string>();

beforeAll(async () => {
  const tissue = ["--cells", "480", "--genes", "40", "--domains", "3", "--types", "4", "--sections", "4"];
  await works(["simulate", "--out", at("tissue.h5ad"), ...tissue, "--conditions", "2", "--seed", "2"]);
  const { genes, obs } = await readH5ad(await fileSource(at("tissue.h5ad")));
  const groups = (name: string) => {
    const column = obs.columns.get(name);
    return column?.kind === "category" ? column.categories : [];
  };
  const [control, treated] = groups("condition");
  const [one, other] = groups("cell_type");
  writeFileSync(at("names.csv"), "domain,name\n1,Layer 1\n2,Layer 2\n");
  writeFileSync(
    at("plaques.csv"),
    `sample,x,y\n${groups("sample")
      .map((sample) => `${sample},20,30\n${sample},60,70\n`)
      .join("")}`,
  );
  const train = ["--domains", "3", "--seeds", "1", "--epochs", "2", "--sample-key", "sample", "--threads", "1"];
  await works(["run", at("tissue.h5ad"), ...train, "--out", at("result")]);
  for (const [text, here] of [
    ["names.csv", at("names.csv")],
    ["plaques.csv", at("plaques.csv")],
    ["CUX2,RORB,SGCZ", genes.slice(0, 3).join(",")],
    ["CUX2,RORB", genes.slice(0, 2).join(",")],
    ["Apoe", genes[0]],
    ["eL2/3,eL5-3", `${one},${other}`],
    ["condition:A:B", `condition:${control}:${treated}`],
    ["layer_guess", "domain"],
  ]) {
    stands.set(text, here);
  }
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, `${args.join(" ")}\n${outcome.stderr}`).toMatchObject({ code: 0 });
}

/** The words of a command with what they are here. */
function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  return words.slice(1).map((word) => {
    if (word === "R" || word === "JOINT") return at("result/result.h5ad");
    if (word === "FILE") return at("tissue.h5ad");
    return [...stands].reduce((text, [from, to]) => text.replace(from, to), word);
  });
}

test("there is a command for each of the figures 2, 3 and 5", () => {
  const shown = commands.map(({ shows }) => shows).join(" ");
  for (const panel of ["2c", "2d", "2f", "2g", "2h", "2j", "3b", "3c", "3e", "3f", "3i", "5a", "5g", "5i"]) {
    expect(shown).toContain(panel);
  }
});

test.each(commands)(
  "$shows: the command of the documentation runs",
  { timeout: 60_000 },
  async ({ shows, command }) => {
    const words = wordsOf(command);
    const out = at(`out ${shows.slice(0, 6)} ${words.length}`);
    const given = words.indexOf("--out");
    const own = given < 0 ? words : words.filter((_, k) => k !== given && k !== given + 1);
    const training = words[0] === "run" ? ["--seeds", "1", "--epochs", "2", "--sample-key", "sample"] : [];
    await works([...own, ...training, "--threads", "1", "--out", out]);
    expect(readdirSync(out).length).toBeGreaterThan(0);
  },
);
