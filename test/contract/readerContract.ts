import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { describeInspection } from "../../src/io/inspection/inspection.ts";
import { openDataset } from "../../src/io/open.ts";
import type { ReadOptions } from "../../src/io/reader.ts";
import type { Input, Source } from "../../src/io/source.ts";
import { contractBreaches } from "./datasetBreaches.ts";

/** What every reader promises of whatever it reads. */
export async function expectContract(input: Input, options: ReadOptions = {}): Promise<Dataset> {
  const before = await contentOf(input);
  const opened = await openDataset(input);
  const dataset = await opened.read(options);
  expectDataset(dataset);
  const inspection = await opened.inspect();
  // `zarr.zip` is read as a zarr is, once unpacked.
  expect(opened.format.startsWith(inspection.format)).toBe(true);
  expect(inspection.name).toBe(input.name);
  // An option may have other cells read than a run without it would.
  if (Object.keys(options).length === 0) {
    // What a reader leaves out, an inspection may not know before it reads all.
    expect(inspection.cells).toBeGreaterThanOrEqual(dataset.cells.length);
    expect(inspection.genes).toBeGreaterThanOrEqual(dataset.genes.length);
    expect(inspection.positionsFrom).toBe(dataset.positionsFrom);
  }
  expect(inspection.command.slice(0, 4)).toEqual(["cellscape", "run", input.name, "--out"]);
  for (const line of describeInspection(inspection)) expectPlain(line);
  expect(await contentOf(input)).toEqual(before);
  return dataset;
}

function expectDataset(dataset: Dataset): void {
  expect(contractBreaches(dataset)).toEqual([]);
  for (const note of [...dataset.notes, ...dataset.losses]) {
    expectPlain(note);
    expect(note).toMatch(/^\S.{8,}([^.\s]|\.\.\.)$/s);
  }
}

/** Text for people has no traces of values that are missing. */
function expectPlain(line: string): void {
  expect(line).not.toMatch(/undefined|\[object|NaN/);
}

/** A digest of each file of an input. */
async function contentOf(input: Input, path = ""): Promise<string[]> {
  if (input.kind === "file") return [await digestOf(input)];
  const found: string[] = [];
  for (const name of await input.list(path)) {
    const inner = path === "" ? name : `${path}/${name}`;
    if (name.endsWith("/")) found.push(...(await contentOf(input, inner.slice(0, -1))));
    else {
      const file = await input.open(inner);
      if (file) found.push(`${inner} ${await digestOf(file)}`);
    }
  }
  return found;
}

async function digestOf(file: Source): Promise<string> {
  return createHash("sha256")
    .update(await file.read(0, file.size))
    .digest("hex");
}
