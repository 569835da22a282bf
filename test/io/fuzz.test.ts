import fc from "fast-check";
import { expect, test } from "vitest";
import { openDataset, readDataset } from "../../src/io/open.ts";
import { readers } from "../../src/io/readers.ts";
import { makeCase, soundInput } from "./fuzz/cases.ts";
import { FAULTS, judge } from "./fuzz/judge.ts";
import { samples } from "./fuzz/samples.ts";

/** Cases of each reader, more where they take a millisecond; bench/fuzz.ts runs as many as one has time for. */
const RUNS = 40;
const QUICK_RUNS = 120;
const QUICK = /csv|mtx|transcripts/;

test("there are samples of every reader, each taken by that reader", async () => {
  const formats: string[] = [];
  for (const [name, make] of Object.entries(samples)) {
    for (const sample of await make()) {
      // Two readers go by the name of 10x-mtx: of the folder and of the file in it.
      expect((await openDataset(soundInput(sample))).format).toBe(name.replace(/ file$/, ""));
    }
    formats.push(name.replace(/ file$/, ""));
  }
  expect(formats.sort()).toEqual(readers.map(({ format }) => format).sort());
});

test.each(Object.keys(samples))(
  "%s: a file with something wrong in it is read whole or refused by name",
  async (format) => {
    const all = await samples[format]();
    const sound = new Map<unknown, Awaited<ReturnType<typeof readDataset>>>();
    for (const sample of all) sound.set(sample, await readDataset(soundInput(sample), sample.options));
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (number) => {
        const one = makeCase(all, 6, number);
        const dataset = sound.get(one.sample);
        if (dataset === undefined) throw new Error("internal: a case of no sample");
        const { kind, detail } = await judge(one, dataset, { inspect: number % 4 === 0 });
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (FAULTS.has(kind)) throw new Error(`${one.sample.name}: ${one.how.join("; ")}: ${kind}: ${detail}`);
      }),
      { numRuns: QUICK.test(format) ? QUICK_RUNS : RUNS, seed: 6, endOnFailure: true },
    );
    // Faults that a reader never notices, or that nothing survives, would test little.
    expect(seen.get("refused") ?? 0).toBeGreaterThan(0);
    expect((seen.get("same") ?? 0) + (seen.get("different") ?? 0)).toBeGreaterThan(0);
  },
);
