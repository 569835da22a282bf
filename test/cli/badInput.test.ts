import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { titleNeeding } from "../needing.ts";
import { cellscape } from "./command.ts";
import { cellscapeProcess, type ProcessOutcome } from "./processes/process.ts";
import { type Sparse, smallTissue, sparseOf, type Tissue, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-bad-"));
afterAll(() => rmSync(folder, { recursive: true }));

const good = join(folder, "good.h5ad");
beforeAll(() => writeTissue(good, smallTissue()));

/** What every refusal of input keeps to: exit code 2, one message, nothing of our insides. */
function expectRefused(outcome: ProcessOutcome, ...says: readonly RegExp[]): void {
  expectEnded(2, outcome, ...says);
}

/** The same where results cannot be written: exit code 4. */
function expectUnwritten(outcome: ProcessOutcome, ...says: readonly RegExp[]): void {
  expectEnded(4, outcome, ...says);
}

function expectEnded(wanted: number, { code, stdout, stderr }: ProcessOutcome, ...says: readonly RegExp[]): void {
  expect(stderr).not.toMatch(/\n\s+at |internal:|internal error|\bError:|Aborted/);
  for (const each of says) expect(stderr).toMatch(each);
  expect({ code, stdout }).toEqual({ code: wanted, stdout: "" });
}

/** Run on an input that must be refused; nothing may be left behind. */
async function refuse(path: string, args: readonly string[], ...says: readonly RegExp[]): Promise<void> {
  const out = join(folder, "out", basename(path));
  const before = readdirSync(folder);
  const usual = ["--domains", "3", "--variant", "spatial-only", "--epochs", "1"];
  const outcome = await cellscape(["run", path, "--out", out, ...usual, ...args]);
  expectRefused(outcome, ...says);
  expect(existsSync(join(folder, "out"))).toBe(false);
  expect(readdirSync(folder)).toEqual(before);
}

/** The last line of stderr names the file, the thing and the way out. */
const last = (path: string, rest: RegExp) =>
  new RegExp(`\\ncellscape: ${path.replaceAll(/[.\\/-]/g, "\\$&")}: .*${rest.source}.*\\n$`);

describe("files that are no data", () => {
  const cases: [name: string, make: (path: string) => void, says: RegExp][] = [
    ["a path where nothing is", () => undefined, /: no such file or folder/],
    ["a folder", (path) => mkdirSync(path), /got an empty folder/],
    ["an empty file", (path) => writeFileSync(path, ""), /expected data, got an empty file/],
    ["a text file", (path) => writeFileSync(path, "gene,cell\n".repeat(99)), /got a text file/],
    [
      "random bytes",
      (path) =>
        writeFileSync(
          path,
          Uint8Array.from({ length: 999 }, (_, i) => (i * 89) % 251),
        ),
      /got a/,
    ],
    [
      "half of a file",
      (path) => writeFileSync(path, readFileSync(good).subarray(0, 9000)),
      /expected \d+ bytes, got 9000: the file was cut short; copy or download it again/,
    ],
    [
      "a matrix whose filter plugin is missing",
      (path) => writeFileSync(path, gunzipSync(readFileSync("fixtures/h5ad/refused/filter-lzf.h5ad.gz"))),
      /filter lzf; install its plugin/,
    ],
  ];
  test.each(cases)("%s is refused", async (name, make, says) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.h5ad`);
    make(path);
    await refuse(path, [], says, new RegExp(`cellscape: ${path}`));
    if (name.startsWith("half")) expectRefused(await cellscape(["inspect", path]), says);
  });
});

describe("tissue that cannot be analysed", () => {
  const spoil = (change: (tissue: Tissue) => void, n = 60, p = 12) => {
    const tissue = smallTissue(n, p);
    change(tissue);
    return tissue;
  };
  const at = (values: Float64Array | undefined, index: number, value: number) => values?.fill(value, index, index + 1);
  const cases: [name: string, tissue: Tissue, args: string[], says: RegExp][] = [
    [
      "without positions",
      spoil((tissue) => {
        tissue.positions = undefined;
      }),
      [],
      /expected positions of the cells in obsm\/spatial, .*--positions obsm\/<key>/,
    ],
    [
      "with a count that is NaN",
      spoil(({ counts }) => at(counts, 13, Number.NaN)),
      [],
      /X: expected finite numbers, got NaN for cell Cell0002, gene Gene0002; .*--counts/,
    ],
    [
      "with an infinite count",
      spoil(({ counts }) => at(counts, 13, Number.POSITIVE_INFINITY)),
      [],
      /got Infinity for cell Cell0002, gene Gene0002; .*--counts/,
    ],
    [
      "with a position that is NaN, where nothing may be lost",
      spoil(({ positions }) => at(positions, 13, Number.NaN)),
      ["--strict"],
      /got: 1 of 60 cells have no position in obsm\/spatial, such as Cell0007/,
    ],
    [
      "with an infinite position",
      spoil(({ positions }) => at(positions, 13, Number.NEGATIVE_INFINITY)),
      [],
      /expected finite positions, got -Infinity for cell Cell0007; drop the cells/,
    ],
    [
      "with a negative count",
      spoil(({ counts }) => at(counts, 13, -1)),
      [],
      /X: expected counts of 0 or more, got -1 for cell Cell0002, gene Gene0002.*--counts.*--normalize no/,
    ],
    [
      "with zeros only",
      spoil(({ counts }) => counts.fill(0)),
      [],
      /expected counts above 0, got only zeros in 60 cells; .*--counts/,
    ],
    [
      "in which all cells are equal",
      spoil(({ counts }) => counts.fill(2)),
      [],
      /expected cells that differ, got 60 equal ones; .*--counts/,
    ],
    [
      "whose cells all lie at one place",
      spoil(({ positions }) => positions?.fill(3)),
      [],
      /expected cells at different places, got all 60 at \(3, 3\); .*--positions/,
    ],
    [
      "whose cells lie on a line",
      spoil(({ positions }) => {
        positions?.forEach((_, e, values) => {
          values[e] = e % 2 === 0 ? e : 2 * e - 2;
        });
      }),
      [],
      /expected cells that span a plane, got all 60 on one line; .*--graph nearest/,
    ],
    [
      "with fewer positions than cells",
      spoil((tissue) => {
        tissue.positions = tissue.positions?.slice(0, 100);
      }),
      [],
      /obsm\/spatial: expected 60 positions, got 50/,
    ],
    [
      "with fewer cells than neighbours",
      smallTissue(6, 12),
      [],
      /expected more than 6 cells, .* got 6; lower --neighbors/,
    ],
    [
      "with fewer cells than domains",
      smallTissue(8, 12),
      ["--domains", "10"],
      /expected more cells than the 10 domains requested, got 8; lower --domains/,
    ],
    ["with one cell", smallTissue(1, 12), ["--domains", "auto"], /expected at least 3 cells, got 1/],
    [
      "without cells",
      { ...smallTissue(), cells: [], counts: new Float64Array(0), positions: new Float64Array(0) },
      [],
      /expected at least one of its cells, got 0/,
    ],
    [
      "with one gene, normalised",
      smallTissue(60, 1),
      [],
      /expected two or more genes, .* got 1; add genes, .*--normalize no/,
    ],
    [
      "whose cells have few counts",
      smallTissue(),
      ["--min-counts", "1e6"],
      /expected cells with at least 1000000 counts, .*--min-counts/,
    ],
    [
      "whose genes are seen in few cells",
      smallTissue(),
      ["--min-cells", "100"],
      /expected genes seen in at least 100 cells, .*--min-cells/,
    ],
  ];
  test.each(cases)("tissue %s is refused", async (name, tissue, args, says) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.h5ad`);
    await writeTissue(path, tissue);
    await refuse(path, args, last(path, says));
  });
});

describe("hostile sparse matrices", () => {
  const cases: [name: string, spoil: (matrix: { -readonly [K in keyof Sparse]: Sparse[K] }) => void, says: RegExp][] = [
    [
      "a shape of a million million cells",
      (matrix) => {
        matrix.shape = [2 ** 40, 12];
      },
      /X: expected \[cells=60, genes=12\], got \[1099511627776, 12\]/,
    ],
    [
      "a gene number out of range",
      ({ indices }) => indices.fill(99, 7, 8),
      /X\/indices: expected whole numbers from 0 to 11, got 99/,
    ],
    ["a negative gene number", ({ indices }) => indices.fill(-1, 7, 8), /X\/indices: .* got -1/],
    ["offsets that fall", ({ indptr }) => indptr.fill(1, 7, 8), /X\/indptr: expected offset 7 from 57 to \d+, got 1/],
    [
      "offsets that end early",
      (matrix) => {
        matrix.indptr = matrix.indptr.slice(0, 30);
      },
      /X: expected .* 61 offsets, got .* indptr 30/,
    ],
  ];
  test.each(cases)("%s is refused", async (name, spoil, says) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.h5ad`);
    const sparse = sparseOf(smallTissue());
    spoil(sparse);
    await writeTissue(path, smallTissue(), { sparse });
    await refuse(path, [], last(path, says));
  });
});

describe("options", () => {
  const cases: [args: string[], says: RegExp][] = [
    [["--domains", "60"], /expected more cells than the 60 domains requested, got 60; lower --domains/],
    [
      ["--domains", "many", "--variant", "half", "--seed", "", "--radius", "0"],
      /^cellscape: --domains: .* got "many"; --seed: .* got ""; --radius: .* got "0"; --variant: .* got "half"\n$/,
    ],
    [["--radius", "0.001"], /--radius: expected a length beyond .* about 9\.\d+, got 0.001/],
    [["--heads", "3"], /--hidden: expected a multiple of heads \(3\), got 128/],
    [["--graph", "nearest", "--neighbors", "60"], /expected more than 60 cells, .* lower --neighbors/],
    [["--genes", "3"], /at least 14 genes whose counts vary, got 12; .*--genes/],
    [["--counts", "layers/raw"], /expected counts in layers\/raw, got a file with X/],
    [["--positions", "obsm/xy"], /expected positions in obsm\/xy, got a file with obsm: spatial/],
    [["--frobnicate"], /unknown option '--frobnicate'/],
    [["--epochs"], /option '--epochs <.*>' argument missing/],
  ];
  test.each(cases)("%j is refused", async (args, says) => {
    await refuse(good, args, says);
  });

  test("a wrong command line is told apart from a wrong file, and shows where help is", async () => {
    const wrong = async (args: readonly string[], says: RegExp) => {
      const outcome = await cellscape(args);
      expectRefused(outcome, says);
      return outcome;
    };
    await wrong(["run", good], /^cellscape: --out: expected <path> \(folder for the results.*\), got none/);
    const { stderr } = await wrong(["score"], /^cellscape: missing required argument 'result'/);
    expect(stderr).toContain("cellscape COMMAND --help");
    await wrong(["frob"], /unknown command 'frob'/);
    await wrong(["run", good, good, "--out", folder], /expected each file once, got .* twice/);
    await wrong(
      ["simulate", "--out", join(folder, "x.h5ad"), "--cells", "many"],
      /--cells: expected a whole number from 1, got "many"/,
    );
    await wrong(
      ["simulate", "--out", join(folder, "x.h5ad"), "--cells", "0"],
      /cells: expected a whole number from 1, got "0"/,
    );
    await wrong(
      ["demo", "--out", join(folder, "demo"), "--seed", "x"],
      /--seed: expected a whole number from 0, got "x"/,
    );
    await wrong(["score", good, "--truth", "x"], /expected a column x in obs, got no columns/);
    expect(existsSync(join(folder, "demo"))).toBe(false);
  });
});

describe("output", () => {
  const args = ["--method", "smooth", "--domains", "3"];

  test("a path through a file cannot be written, and that is known before the work", async () => {
    const out = join(good, "results");
    const outcome = await cellscape(["run", good, "--out", out, ...args]);
    expectUnwritten(
      outcome,
      new RegExp(`^cellscape: ${out}: cannot write: a file of that name is in the way; .*--out\n$`),
    );
  });

  test("a result never takes the place of its input, by whatever name", async () => {
    const place = join(folder, "place");
    mkdirSync(place);
    copyFileSync(good, join(place, "result.h5ad"));
    symlinkSync(place, join(folder, "link"));
    for (const out of [place, join(folder, "link")]) {
      const outcome = await cellscape(["run", join(place, "result.h5ad"), "--out", out, ...args]);
      expectRefused(outcome, /expected a folder whose result.h5ad is not the input .*; choose another --out/);
    }
    expect(readdirSync(place)).toEqual(["result.h5ad"]);
    expect(readFileSync(join(place, "result.h5ad")).equals(readFileSync(good))).toBe(true);
  });

  const canMount = (() => {
    try {
      execFileSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=8k none /mnt"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  })();
  test.skipIf(!canMount).each([["16k"], ["64k"]])(
    titleNeeding("the right to mount a small disk", canMount, "a disk of %s gets full, and keeps nothing half-written"),
    async (size) => {
      const script = `mount -t tmpfs -o size=${size} none /mnt; "$@"; code=$?; find /mnt -type f >&2; exit $code`;
      const under = ["unshare", "-rm", "sh", "-c", script, "sh"];
      const outcome = await cellscapeProcess(["run", good, "--out", "/mnt/results", ...args], { under });
      expectUnwritten(outcome, /\ncellscape: \/mnt\/results\/.*full.*\n/);
      const kept = outcome.stderr.split("\n").filter((line) => line.startsWith("/mnt/"));
      expect(kept.filter((path) => !/\/(result\.h5ad|domains\.csv|[a-z_]+\.(svg|png))$/.test(path))).toEqual([]);
    },
  );
});
