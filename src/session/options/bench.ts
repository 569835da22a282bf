import { z } from "zod";
import { seedScoreOptions } from "../../analyses/seedScores/options.ts";
import { memoryPattern } from "../../core/memorySize.ts";
import { listed, name, names, positive, whole } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { dataOptions } from "../../run/options/data.ts";
import { domainOptions } from "../../run/options/domains.ts";
import { sampleOptions } from "../../run/options/samples.ts";
import { controlOptions } from "./control.ts";
import { outputOptions } from "./output.ts";
import { scoreOptions } from "./score.ts";

const { counts, positions, unitUm, inputs } = dataOptions.table;

/** What `cellscape bench` takes; a plan file may hold the same. */
export const benchOptions = defineOptions("Benchmark", {
  truth: option(name().optional(), {
    ...metaOf(seedScoreOptions.table.truth),
    basic: true,
    otherwise: "agreement is not measured, and --domains is needed",
  }),
  ignore: scoreOptions.table.ignore,
  domains: option(whole(1, 1000).optional(), {
    ...metaOf(domainOptions.table.domains),
    flag: "K",
    otherwise: "the number of known labels",
  }),
  methods: option(names().optional(), {
    flag: "list",
    basic: true,
    description:
      "rows of the comparison, separated by commas: methods, methods with settings (cellscape paper), or all",
    otherwise: "all",
  }),
  seeds: option(z.union([whole(1, 1000), z.preprocess(listed, z.array(whole(0)).min(2))]).optional(), {
    flag: "S",
    basic: true,
    description: "runs of each method, with seeds 0, 1, ...; or seeds, separated by commas",
    otherwise: "10",
  }),
  plugin: option(z.array(name()).optional(), {
    flag: "file",
    basic: true,
    repeats: true,
    description: "YAML file of another program that finds domains or an embedding; may be given several times",
  }),
  labels: option(z.array(z.string().regex(/^[^=]+=./)).optional(), {
    flag: "name=source",
    basic: true,
    repeats: true,
    description:
      "labels that exist: columns of obs (with commas, or pred_* for several), or a file of one label per line; may be given several times",
  }),
  vary: option(z.array(z.string().regex(/^[^=]+=./)).optional(), {
    flag: "option=values",
    basic: true,
    repeats: true,
    description:
      "rows for each value of an option (dims=8,16,32), of the methods that have it; may be given several times",
  }),
  reference: option(name().optional(), {
    flag: "row",
    basic: true,
    description: "row that all others are tested against",
    otherwise: "cellscape, else the first",
  }),
  timeLimit: option(positive().optional(), {
    flag: "s",
    basic: true,
    description: "seconds that one run may take",
    otherwise: "7200",
  }),
  memoryLimit: option(z.string().regex(memoryPattern).optional(), {
    flag: "4GB|500MB",
    basic: true,
    description: "resident memory that one run may take",
    otherwise: "80 % of what is free",
  }),
  umap: option(z.boolean().optional(), {
    description: "also a UMAP of the embedding of each method, of its first seed; its time is not counted",
  }),
  jobs: option(whole(1, 64).default(1), {
    flag: "N",
    description: "processes at once; their times are comparable only if there are cores to spare",
  }),
  again: option(names().optional(), {
    flag: "list",
    description: "rows to run again although they are kept, separated by commas",
  }),
  ...{ inputs, counts, positions, unitUm, sampleKey: sampleOptions.table.sampleKey },
  out: outputOptions.table.out,
  progress: controlOptions.table.progress,
});

export type BenchOptions = ReturnType<typeof benchOptions.of>;
