import { expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import { columnText } from "../../../src/io/anndata/table.ts";
import { inspectSource, openDataset } from "../../../src/io/open.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";
import { memoryFile } from "../fuzz/memoryFiles.ts";
import { countOf, type MuGroup, muDataBytes, placesOf } from "../muDataFile.ts";

const cells = Array.from({ length: 9 }, (_, i) => `cell${i}`);
const some = ["cell7", "cell2", "cell4", "cell0", "cell5"];
const genes = ["A", "B", "C"];
const proteins = ["CD3", "CD4"];
const spatial = placesOf(cells);
const text = (values: readonly string[]) => ({ kind: "string", values }) as const;

async function inputOf(modalities: Readonly<Record<string, MuGroup>>, shared: MuGroup = { cells }, line = true) {
  const bytes = await muDataBytes(modalities, shared, { line });
  return memoryFile("folder", new Map([["a.h5mu", bytes]]), "a.h5mu");
}

async function read(input: Awaited<ReturnType<typeof inputOf>>, options: ReadOptions = {}): Promise<Dataset> {
  return (await openDataset(input)).read(options);
}

/** Each cell has its own counts and its own place. */
function expectOwn({ cells: names, genes: columns, counts, positions }: Dataset): void {
  for (const [i, name] of names.entries()) {
    const row = new Float32Array(columns.length);
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) row[counts.indices[e]] = counts.values[e];
    expect([...row], name).toEqual(columns.map((_, u) => countOf(name, u)));
  }
  expect([...positions.values]).toEqual([...placesOf(names).values]);
}

test("expression is read of several modalities, whatever their order, with a note of the others", async () => {
  const input = await inputOf({
    protein: { cells, genes: proteins },
    rna: { cells: some, genes, obsm: { spatial: placesOf(some) } },
  });
  const dataset = await read(input);
  expect([dataset.cells, dataset.genes, dataset.positionsFrom]).toEqual([some, genes, "obsm/spatial"]);
  expectOwn(dataset);
  expect(dataset.notes).toEqual(["the modality rna was taken of protein, rna; name another with --modality"]);
});

test("positions that all modalities share belong to the cells of the same name", async () => {
  const input = await inputOf({ rna: { cells: some, genes } }, { cells, obsm: { spatial } });
  const dataset = await read(input);
  expectOwn(dataset);
  expect(dataset.positionsFrom).toBe("obsm/spatial of all modalities");
  expect((await inspectSource(input)).positionsFrom).toBe(dataset.positionsFrom);
});

test("positions of another modality belong to the cells of the same name, and cells without one are lost", async () => {
  const input = await inputOf({
    rna: { cells, genes },
    protein: { cells: some, genes: proteins, obsm: { spatial: placesOf(some) } },
  });
  const dataset = await read(input);
  expect(dataset.cells).toEqual(cells.filter((name) => some.includes(name)));
  expectOwn(dataset);
  expect(dataset.losses).toEqual([
    "4 of 9 cells have no position in obsm/spatial of the modality protein, such as cell1, and get no domain",
  ]);
});

test("a modality that is named is read, and another name is refused with those that there are", async () => {
  const input = await inputOf({ rna: { cells, genes, obsm: { spatial } }, protein: { cells: some, genes: proteins } });
  const dataset = await read(input, { modality: "protein" });
  expect([dataset.genes, dataset.cells]).toEqual([proteins, some]);
  expectOwn(dataset);
  await expect(read(input, { modality: "atac" })).rejects.toThrow(
    /a\.h5mu: expected a modality atac, got protein, rna/,
  );
});

test("annotations that all modalities share are joined by name, and those of other modalities are not", async () => {
  const donors = cells.map((name) => `donor of ${name}`);
  const obs = {
    donor: text(donors),
    "rna:leiden": text(cells.map((name) => `type of ${name}`)),
    "protein:gate": text(cells.map(() => "no")),
    own: text(cells.map(() => "shared")),
  };
  const input = await inputOf(
    { rna: { cells: some, genes, obs: { own: text(some) }, obsm: { spatial: placesOf(some) } }, protein: { cells } },
    { cells, obs },
  );
  const { columns } = (await read(input)).obs;
  expect([...columns.keys()].sort()).toEqual(["donor", "leiden", "own"]);
  const values = (name: string) => columnText(columns.get(name) ?? text([]));
  expect(values("donor")).toEqual(some.map((name) => `donor of ${name}`));
  expect(values("leiden")).toEqual(some.map((name) => `type of ${name}`));
  expect(values("own")).toEqual(some);
});

test("without a line of text before it, or with one modality alone, nothing changes but the note", async () => {
  const dataset = await read(await inputOf({ gex: { cells, genes, obsm: { spatial } } }, { cells }, false));
  expectOwn(dataset);
  expect(dataset.notes).toEqual([]);
});

test("an inspection states which modality a run takes, and asks for positions where none has any", async () => {
  const input = await inputOf({ protein: { cells, genes: proteins }, rna: { cells, genes } });
  const { choices, command, positionsFrom, warnings } = await inspectSource(input);
  expect(choices).toEqual(["modalities: protein, rna (taken) (--modality)"]);
  expect(positionsFrom).toBeUndefined();
  expect(warnings.join()).toMatch(/no positions were found/);
  expect(command.slice(-2)).toEqual(["--positions", "FILE"]);
  await expect(read(input)).rejects.toThrow(/a\.h5mu: expected positions of the cells.*--positions FILE/);
});

test("a table of positions takes the place of those in the file", async () => {
  const table = `cell,x,y\n${some.map((name) => `${name},${name.slice(4)},${10 * Number(name.slice(4))}`).join("\n")}\n`;
  const files = new Map([["places.csv", new TextEncoder().encode(table)]]);
  const positionsFile = memoryFile("folder", files, "places.csv");
  const dataset = await read(await inputOf({ rna: { cells: some, genes } }), { positionsFile });
  expectOwn(dataset);
});

test("where no modality has a matrix the refusal lists them", async () => {
  await expect(read(await inputOf({ rna: { cells }, atac: { cells } }))).rejects.toThrow(
    /a\.h5mu: expected a modality with a matrix of counts, got rna, atac without X and layers/,
  );
});

test("positions cannot be joined by names that occur twice", async () => {
  const twice = [...some, "cell0"];
  const input = await inputOf({ rna: { cells: some, genes } }, { cells: twice, obsm: { spatial: placesOf(twice) } });
  await expect(read(input)).rejects.toThrow(
    /expected cells whose names occur once, as obsm\/spatial of all modalities/,
  );
});
