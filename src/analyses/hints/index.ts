import type { Dataset } from "../../data/dataset.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import type { OpenFile } from "../inputs.ts";
import { type HintInput, readHintFile } from "./hintFile.ts";
import { countWith, namesOf } from "./hintsAmong.ts";
import { hintKeys } from "./keys.ts";
import { labelledCells } from "./labelledCells.ts";
import { hintMethods } from "./methods.ts";
import { type HintOptions, hintOptions } from "./options.ts";
import { hintTables } from "./table.ts";

/** Labels of some cells, which constrain the step that finds domains (`hinted`), and cells to label next. */
export const hintsAnalysis = {
  name: "hints",
  listed: false,
  runs: () => false,
  options: hintOptions,
  steps: {},
  artifacts: [],
  inputs: {
    hints: {
      load: ({ hints }: Config & HintOptions, open: OpenFile) =>
        hints === undefined ? undefined : readHintFile(hints, open),
    },
  },
  check: (dataset: Dataset, config: Config & HintOptions, inputs: HintInput) => {
    const labelled = labelledCells(dataset, config, inputs);
    if (labelled.size > 0) countWith(namesOf(labelled), config.domains, 1);
  },
  keys: hintKeys,
  tables: hintTables,
  methods: hintMethods,
} satisfies Analysis;
