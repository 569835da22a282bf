import type { z } from "zod";
import { whole } from "../../src/core/options/kinds.ts";
import { option } from "../../src/core/options/option.ts";
import type { Method, Presets } from "../../src/methods/method.ts";
import { methodOptions } from "../../src/methods/methodOptions.ts";

const records = { pick: option(whole(1, 1000), { flag: "d", description: "leading columns that are kept" }) } as const;

type ToyOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

const presets = { default: { options: { pick: 3 } } } as const satisfies Presets<ToyOptions>;

/** A method of a program's own: the leading components, as they are. */
export const toyMethod: Method<ToyOptions> = {
  name: "toy",
  summary: "leading components as they are",
  reference: undefined,
  options: methodOptions("toy", records, presets),
  presets,
  seeded: false,
  usesEngine: false,
  embeddings: { primary: { key: "X_cellscape_toy", title: () => "leading components" }, others: {} },
  needs: () => ["components"],
  plan: ({ cells }, { pick }) => ({
    ...{ steps: 0, units: 1, description: "nothing is trained", record: {} },
    memory: { working: 0, result: 8 * cells * pick },
  }),
  async embed({ components: { rows, columns, values } }, { pick }) {
    const kept = Math.min(pick, columns);
    const picked = new Float64Array(rows * kept);
    for (let i = 0; i < rows; i++) picked.set(values.subarray(i * columns, i * columns + kept), i * kept);
    const primary = { rows, columns: kept, values: picked };
    return { primary, others: {}, losses: {}, stoppedEarly: false, settled: {} };
  },
  words: {
    does: () => "Using leading components",
    lead: () => "leading components",
    paragraph: ({ options: { pick } }) => [`The ${pick} leading components were clustered.`],
  },
};
