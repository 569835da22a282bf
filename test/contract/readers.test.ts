import { describe, expect, test } from "vitest";
import { headOf } from "../../src/io/match.ts";
import type { Reader } from "../../src/io/reader.ts";
import { registeredReaders } from "../../src/io/registry.ts";
import type { Input } from "../../src/io/source.ts";
import { soundInput } from "../io/fuzz/cases.ts";
import { samples } from "../io/fuzz/samples.ts";
import { expectContract } from "./readerContract.ts";

/** Readers of a file and of a folder may share a format: the samples of the former are called `<format> file` then. */
const sampleName = ({ format, takes }: Reader) =>
  takes === "file" && `${format} file` in samples ? `${format} file` : format;

async function matches(reader: Reader, input: Input): Promise<boolean> {
  if (reader.takes === "file") return input.kind === "file" && reader.matches(input, await headOf(input));
  return input.kind === "folder" && reader.matches(input, new Uint8Array(0));
}

describe.each(registeredReaders().map((reader) => [`${reader.format} (${reader.takes})`, reader] as const))(
  "%s",
  (_, reader) => {
    const made = samples[sampleName(reader)]();

    test("reads its samples as sound data sets, says the same on inspection and leaves them as they are", async () => {
      for (const sample of await made) await expectContract(soundInput(sample), sample.options);
    });

    test("is the only reader of its rank that matches its samples, so that the order within a rank does not matter", async () => {
      for (const sample of await made) {
        const input = soundInput(sample);
        const takers: string[] = [];
        for (const other of registeredReaders()) {
          const before = (other.rank ?? 0) <= (reader.rank ?? 0);
          if (before && (await matches(other, input))) takers.push(sampleName(other));
        }
        expect(takers).toEqual([sampleName(reader)]);
      }
    });

    test("refuses an option that it does not use", async () => {
      const [sample] = await made;
      const options = { countsFrom: "X", positions: "obsm/spatial", bin: 8, genome: "hg38", table: "t", modality: "m" };
      for (const [option, value] of Object.entries(options)) {
        if (reader.options.some((used) => used === option)) continue;
        await expect(expectContract(soundInput(sample), { [option]: value })).rejects.toMatchObject({
          code: "bad-option",
        });
      }
    });
  },
);

test("formats are short plain names, and no two readers of files, or of folders, describe themselves alike", () => {
  const readers = registeredReaders();
  for (const { format } of readers) expect(format).toMatch(/^[a-z0-9][a-z0-9 .-]*$/);
  const descriptions = readers.map(({ takes, describes }) => `${takes} ${describes}`);
  expect(new Set(descriptions).size).toBe(readers.length);
});
