import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Additions } from "../../../src/io/anndata/additions.ts";
import { readH5ad, readLabels, readObs, readObsm } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset, writeResult } from "../../../src/io/anndata/write.ts";
import { withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import type { Target } from "../../../src/io/source.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cellscape-write-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const n = 12;
const cell = Array.from({ length: n }, (_, i) => i);
const additions: Additions = {
  obs: {
    domain: {
      kind: "category",
      codes: Int32Array.from(cell, (i) => (i % 4) - 1),
      categories: ["1", "2", "β"],
      ordered: true,
    },
    real: { kind: "number", values: Float64Array.from(cell, (i) => (i === 3 ? Number.NaN : i / 3)) },
    flag: { kind: "boolean", values: cell.map((i) => i % 2 === 0) },
    maybe: { kind: "boolean", values: cell.map((i) => (i % 3 === 0 ? undefined : true)) },
    text: { kind: "string", values: cell.map((i) => `é${i}`) },
  },
  obsm: { X_new: { rows: n, columns: 2, values: Float32Array.from({ length: 2 * n }, (_, i) => i / 7) } },
  uns: {
    settings: { seed: 1, rate: 0.5, on: true, list: [1, 2], inner: { names: ["a", "b"] } },
    domain_colors: ["#000", "#111", "#222"],
  },
};

describe("writeResult", () => {
  test.each(["plain", "columns", "latest", "v108", "userblock", "untidy", "records", "references", "types"])(
    "%s: the result has the input's data set and the additions, twice over",
    async (name) => {
      const input = `fixtures/h5ad/${name}.h5ad`;
      const first = join(folder, "first.h5ad");
      const second = join(folder, "second.h5ad");
      await writeResult(await fileSource(input), fileTarget(first), additions);
      const replaced = {
        obs: { flag: { kind: "number", values: Int32Array.from(cell) } },
        uns: { settings: "none" },
      } as const;
      await writeResult(await fileSource(first), fileTarget(second), replaced);
      const before = await readH5ad(await fileSource(input));
      for (const path of [first, second]) {
        const after = await readH5ad(await fileSource(path));
        expect({ ...after, name: "", obs: "" }).toEqual({ ...before, name: "", obs: "" });
        const obs = new Map([...before.obs.columns, ...Object.entries(additions.obs ?? {})]);
        if (path === second) obs.set("flag", replaced.obs.flag);
        expect([...after.obs.columns.keys()]).toEqual([...obs.keys()]);
        expect(after.obs.columns).toEqual(obs);
        expect(await readObsm(await fileSource(path), "X_new")).toEqual(additions.obsm?.X_new);
      }
      const uns = await keysOf(second, "uns");
      expect(uns).toContain("domain_colors");
      expect(await keysOf(second, "uns/settings")).toEqual([]);
    },
  );

  test("booleans are h5py's enumeration and not integers", async () => {
    const output = join(folder, "out.h5ad");
    await writeResult(await fileSource("fixtures/h5ad/plain.h5ad"), fileTarget(output), additions);
    const types = withHdf5(await (await fileSource(output)).mount(), (file) =>
      ["obs/flag", "obs/maybe/values", "obs/maybe/mask", "uns/settings/on"].map((path) => file.info(path).type),
    );
    expect(types).toEqual(["boolean", "boolean", "boolean", "boolean"]);
  });

  test("the input is not touched, and the result may take its place", async () => {
    const input = join(folder, "tissue.h5ad");
    const bytes = readFileSync("fixtures/h5ad/plain.h5ad");
    writeFileSync(input, bytes);
    await writeResult(await fileSource(input), fileTarget(join(folder, "out.h5ad")), additions);
    expect(readFileSync(input).equals(bytes)).toBe(true);
    await writeResult(await fileSource(input), fileTarget(input), additions);
    expect((await readLabels(await fileSource(input), "domain")).kind).toBe("category");
    expect(readdirSync(folder).sort()).toEqual(["out.h5ad", "tissue.h5ad"]);
  });

  test("the same additions give the same bytes", async () => {
    const outputs = ["a.h5ad", "b.h5ad"].map((name) => join(folder, name));
    for (const output of outputs) {
      await writeResult(await fileSource("fixtures/h5ad/columns.h5ad"), fileTarget(output), additions);
    }
    expect(readFileSync(outputs[0]).equals(readFileSync(outputs[1]))).toBe(true);
  });

  test("what a writer that was killed left beside the file goes away with the next one, and that of a living writer stays", async () => {
    const dead = spawnSync(process.execPath, ["--version"]).pid;
    const left = [`.out.h5ad.${dead}-1.tmp`, `.out.h5ad.${process.pid}-1000.tmp`, `.other.h5ad.${dead}-1.tmp`];
    for (const name of left) writeFileSync(join(folder, name), "half");
    await writeResult(await fileSource("fixtures/h5ad/plain.h5ad"), fileTarget(join(folder, "out.h5ad")), additions);
    expect(readdirSync(folder).sort()).toEqual([left[1], left[2], "out.h5ad"].sort());
  });

  test("additions of another length, names with slashes and the name of the index are refused before anything is written", async () => {
    const source = await fileSource("fixtures/h5ad/plain.h5ad");
    const target = fileTarget(join(folder, "out.h5ad"));
    const short = { kind: "number", values: new Float64Array(3) } as const;
    const right = { kind: "number", values: new Float64Array(n) } as const;
    for (const [wrong, message] of [
      [{ obs: { short } }, /obs\/short: expected \[cells=12\], got \[3\]/],
      [{ var: { short } }, /var\/short: expected \[genes=8\], got \[3\]/],
      [
        { obsm: { m: { rows: 3, columns: 2, values: new Float32Array(6) } } },
        /obsm\/m: expected \[cells=12, columns\]/,
      ],
      [{ obs: { "a/b": right } }, /obs: expected a name without slashes, got "a\/b"/],
      [{ uns: { fine: { "x/y": 1 } } }, /uns\/fine: expected a name without slashes/],
      [{ obs: { _index: right } }, /obs\/_index: expected a new column/],
    ] as const) {
      await expect(writeResult(source, target, wrong)).rejects.toThrow(message);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a place that cannot be written is named, and nothing is left behind", async () => {
    const source = await fileSource("fixtures/h5ad/plain.h5ad");
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    writeFileSync(join(folder, "file"), "");
    const places = [join(folder, "absent", "out.h5ad"), join(folder, "file", "out.h5ad"), folder];
    // Root may write anywhere.
    if (process.getuid?.() !== 0) places.push(join(locked, "out.h5ad"));
    for (const place of places) {
      const error = await writeResult(source, fileTarget(place), additions).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CellScapeError);
      expect(error).toMatchObject({ code: "cannot-write", message: expect.stringContaining(place) });
    }
    expect(readdirSync(folder).sort()).toEqual(["file", "locked"]);
  });

  test.each([1, 2, 3])("a disk that fills up at write %i leaves the old result as it was", async (failing) => {
    const output = join(folder, "out.h5ad");
    writeFileSync(output, "the result of yesterday");
    const source = await fileSource("fixtures/h5ad/plain.h5ad");
    await expect(writeResult(source, fillingUp(fileTarget(output), failing), additions)).rejects.toThrow("a full disk");
    expect(readdirSync(folder)).toEqual(["out.h5ad"]);
    expect(readFileSync(output, "utf8")).toBe("the result of yesterday");
  });

  test("a result that does not read back as written is not kept", async () => {
    const output = join(folder, "out.h5ad");
    const source = await fileSource("fixtures/h5ad/plain.h5ad");
    await expect(writeResult(source, losingWrites(fileTarget(output)), additions)).rejects.toMatchObject({
      code: "cannot-write",
    });
    expect(existsSync(output)).toBe(false);
  });
});

describe("writeDataset", () => {
  const dataset: Dataset = {
    name: "simulated",
    cells: ["a", "b", "c"],
    genes: ["g", "h"],
    counts: {
      rows: 3,
      columns: 2,
      starts: Uint32Array.of(0, 2, 2, 3),
      indices: Uint32Array.of(0, 1, 1),
      values: Float32Array.of(1, 2, 3),
    },
    countsFrom: "X",
    positions: { rows: 3, columns: 2, values: Float64Array.of(0, 1, 2, 3, 4, 5) },
    positionsFrom: "obsm/spatial",
    obs: {
      rows: 3,
      columns: new Map([
        ["truth", { kind: "category", codes: Int32Array.of(0, 1, -1), categories: ["x", "y"], ordered: false }],
      ]),
    },
    var: { rows: 2, columns: new Map([["module", { kind: "number", values: Int32Array.of(4, 5) }]]) },
    notes: [],
    losses: [],
  };

  test("a data set comes back as it was", async () => {
    const output = join(folder, "new.h5ad");
    await writeDataset(fileTarget(output), dataset, { uns: { simulator: { seed: 3 } } });
    expect({ ...(await readH5ad(await fileSource(output))), name: "simulated" }).toEqual(dataset);
    expect(await keysOf(output, "uns")).toEqual(["simulator"]);
  });

  test("a matrix of more entries than one piece comes back as it was", async () => {
    const rows = 3000;
    const columns = 400;
    const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => i * columns);
    const indices = Uint32Array.from({ length: rows * columns }, (_, e) => e % columns);
    const values = Float32Array.from({ length: rows * columns }, (_, e) => (e % 251) + 1);
    const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
    const large: Dataset = {
      ...dataset,
      cells: names(rows),
      genes: names(columns),
      counts: { rows, columns, starts, indices, values },
      positions: { rows, columns: 2, values: new Float64Array(2 * rows) },
      obs: { rows, columns: new Map() },
      var: { rows: columns, columns: new Map() },
    };
    const output = join(folder, "large.h5ad");
    await writeDataset(fileTarget(output), large);
    const { counts } = await readH5ad(await fileSource(output));
    for (const part of ["starts", "indices", "values"] as const) {
      expect(Buffer.from(counts[part].buffer).equals(Buffer.from(large.counts[part].buffer))).toBe(true);
    }
    expect((await readObs(await fileSource(output))).columns.size).toBe(0);
  });
});

/** A target whose drafts report a full disk at one of their writes. */
function fillingUp(target: Target, failing: number): Target {
  return {
    ...target,
    async draft() {
      const draft = await target.draft();
      let writes = 0;
      return {
        ...draft,
        async write(offset, bytes) {
          if (++writes === failing)
            throw new CellScapeError("cannot-write", `${target.name}: expected to write it, got a full disk`);
          await draft.write(offset, bytes);
        },
      };
    },
  };
}

/** A target whose drafts lose what is written after the copy of the input. */
function losingWrites(target: Target): Target {
  return {
    ...target,
    async draft() {
      const draft = await target.draft();
      let writes = 0;
      return { ...draft, write: async (offset, bytes) => (writes++ === 0 ? draft.write(offset, bytes) : undefined) };
    },
  };
}

async function keysOf(path: string, group: string): Promise<string[]> {
  return withHdf5(await (await fileSource(path)).mount(), (file) => file.keys(group));
}
