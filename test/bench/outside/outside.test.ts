import { describe, expect, test } from "vitest";
import { codesByOccurrence } from "../../../src/bench/outside/codes.ts";
import { embeddingByCell } from "../../../src/bench/outside/embeddingRows.ts";
import { labelsByCell, labelsByLine } from "../../../src/bench/outside/labelRows.ts";
import { parseNpy } from "../../../src/bench/outside/npy.ts";
import { commandOf, parsePlugin, withSettings } from "../../../src/bench/outside/plugin.ts";

const cells = ["a", "b", "c"];

describe("a plug-in", () => {
  const put = { input: "in put.h5ad", out: "out", domains: 4, seed: 3, here: "/plugins" };

  test("gets its places filled, word by word and without a shell", () => {
    const plugin = parsePlugin(
      `name: theirs\nkind: labels\ncommand: python "{here}/my run.py" {input} -k {domains} $HOME > x\nseedFlag: --seed\n`,
      "p.yaml",
    );
    expect(commandOf(plugin, put)).toEqual([
      ...["python", "/plugins/my run.py", "in put.h5ad", "-k", "4", "$HOME", ">", "x", "--seed", "3"],
    ]);
    expect(plugin.seeded).toBe(true);
  });

  test("has no seed unless its command takes one", () => {
    expect(parsePlugin("name: x\nkind: labels\ncommand: [run, '{input}']\n", "p.yaml").seeded).toBe(false);
    expect(parsePlugin("name: x\nkind: embedding\ncommand: [run, '{seed}']\n", "p.yaml").seeded).toBe(true);
  });

  test("has settings of its own in its command, which a plan may change", () => {
    const text = "name: x\nkind: labels\ncommand: run {input} {reach}\nsettings: { reach: auto }\n";
    const plugin = parsePlugin(text, "p.yaml");
    expect(commandOf(plugin, put)).toEqual(["run", "in put.h5ad", "auto"]);
    expect(commandOf(withSettings(plugin, { reach: 491.07 }), put)).toEqual(["run", "in put.h5ad", "491.07"]);
    expect(() => withSettings(plugin, { raech: 1 })).toThrow(
      "bench: x: expected settings of its file (reach), got raech",
    );
  });

  test("may give its clusterer options", () => {
    const text = "name: x\nkind: embedding\ncommand: run\nclusterer: { name: leiden, neighbors: 50 }\n";
    expect(parsePlugin(text, "p.yaml").clusterer).toEqual({ name: "leiden", neighbors: 50 });
  });

  test.each([
    ["name: x\nkind: labels\ncommand: run {inptu}\n", "p.yaml: command: expected places of {input}"],
    ["name: x\nkind: labels\ncommand: run\nclusterer: mclust\n", "clusterer: expected none for labels"],
    ["name: x\nkind: label\ncommand: run\n", "p.yaml: kind"],
    ["name: x\nkind: embedding\ncommand: run\nclusterer: { name: mclust, neighbors: 9 }\n", "p.yaml: clusterer"],
    [`name: x\nkind: labels\ncommand: run "open\n`, "expected closed quotes"],
    ["name: x\nkind: labels\ncommand: run\nsettings: { reach: 1 }\n", "its place {reach} in the command, got reach"],
    ["name: x\nkind: labels\ncommand: run {seed}\nsettings: { seed: 1 }\n", "expected a name of its own"],
  ])("is refused: %s", (text, message) => {
    expect(() => parsePlugin(text, "p.yaml")).toThrow(message);
  });
});

describe("labels", () => {
  test("by cell come in any order, with a header or not", () => {
    const rows = [
      ["c", "x"],
      ["a", "y"],
      ["b", "x"],
    ];
    expect(labelsByCell(rows, cells, "l.csv")).toEqual(["y", "x", "x"]);
    expect(labelsByCell([["cell", "domain"], ...rows], cells, "l.csv")).toEqual(["y", "x", "x"]);
  });

  test.each([
    [
      [
        ["a", "1"],
        ["b", "1"],
      ],
      "l.csv: expected all 3 cells, got 2, without c",
    ],
    [
      [
        ["a", "1"],
        ["b", "1"],
        ["d", "1"],
      ],
      'expected names of cells of the input, got "d"',
    ],
    [
      [
        ["a", "1"],
        ["a", "1"],
        ["c", "1"],
      ],
      "expected one row per cell, got two of a",
    ],
    [
      [
        ["a", "1"],
        ["b", ""],
        ["c", "1"],
      ],
      "expected a domain of every cell, got none of b",
    ],
  ])("that do not fit the cells are refused", (rows, message) => {
    expect(() => labelsByCell(rows, cells, "l.csv")).toThrow(message);
  });

  test("one per line are those of SDMBench's submissions", () => {
    expect(labelsByLine("1\r\n2\r\n1\r\n", 3, "l.txt")).toEqual(["1", "2", "1"]);
    expect(() => labelsByLine("1\n2\n", 3, "l.txt")).toThrow(
      "l.txt: expected one label per line for 3 cells, got 2 lines",
    );
  });

  test("become codes in the order in which they occur, unknown ones -1", () => {
    const { codes, names } = codesByOccurrence(["L2", "nan", "L1", undefined, "L2"], ["nan"]);
    expect([...codes]).toEqual([0, -1, 1, -1, 0]);
    expect(names).toEqual(["L2", "L1"]);
  });
});

describe("an embedding", () => {
  test("comes by name or in the order of the cells, with a header or not", () => {
    const expected = Float64Array.of(1, 2, 3, 4, 5, 6);
    const plain = [
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ];
    const named = [
      ["c", "5", "6"],
      ["b", "3", "4"],
      ["a", "1", "2"],
    ];
    for (const rows of [plain, [["x", "y"], ...plain], named, [["cell", "x", "y"], ...named]]) {
      expect(embeddingByCell(rows, cells, "e.csv")).toEqual({ rows: 3, columns: 2, values: expected });
    }
  });

  test.each([
    [
      [
        ["1", "2"],
        ["3", "nan"],
        ["5", "6"],
      ],
      "expected finite numbers, got NaN in column 2 of b",
    ],
    [[["1"], ["2"]], "expected one row per cell (3), got 2 rows"],
    [
      [
        ["a", "1"],
        ["b", "2"],
        ["x", "3"],
      ],
      'got "x"',
    ],
    [[["1", "2"], ["3"], ["5", "6"]], "finite"],
  ])("that does not fit is refused", (rows, message) => {
    expect(() => embeddingByCell(rows, cells, "e.csv")).toThrow(message);
  });

  test("is read as numpy.save writes it, in C and Fortran order", () => {
    for (const [type, turned] of [
      ["<f4", false],
      ["<f8", true],
    ] as const) {
      const matrix = parseNpy(npy(type, turned, [3, 2]), cells, "e.npy");
      expect([...matrix.values]).toEqual([1, 2, 3, 4, 5, 6]);
    }
    expect(() => parseNpy(npy("<f4", false, [2, 2]), cells, "e.npy")).toThrow(
      "expected [cells=3, columns], got [2, 2]",
    );
    expect(() => parseNpy(npy("<i8", false, [3, 2]), cells, "e.npy")).toThrow("expected floats");
    expect(() => parseNpy(npy("<f4", false, [3, 2]).slice(0, -4), cells, "e.npy")).toThrow("cut short");
    expect(() => parseNpy(Uint8Array.of(1, 2), cells, "e.npy")).toThrow("numpy.save");
  });
});

/** 1, 2, 3, ... by rows as numpy.save would write them, version 1.0. */
function npy(type: string, turned: boolean, [rows, columns]: readonly [number, number]): Uint8Array {
  const text = `{'descr': '${type}', 'fortran_order': ${turned ? "True" : "False"}, 'shape': (${rows}, ${columns}), }`;
  const header = text.padEnd(117, " ").concat("\n");
  const size = Number(type.at(-1));
  const bytes = new Uint8Array(10 + header.length + size * rows * columns);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length, 0]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer, 10 + header.length);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      const at = size * (turned ? d * rows + i : i * columns + d);
      if (type === "<f4") view.setFloat32(at, i * columns + d + 1, true);
      else if (type === "<f8") view.setFloat64(at, i * columns + d + 1, true);
    }
  }
  return bytes;
}
