import type { Dataset } from "../../data/dataset.ts";
import { domainNumbers } from "../../run/domainColumn.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import type { DomainNameOptions } from "../domainNames/options.ts";
import type { HintOptions } from "../hints/options.ts";
import { contrastKeys } from "./keys.ts";
import { labelsOfColumn } from "./labels.ts";
import { contrastMethods } from "./methods.ts";
import { type ContrastOptions, contrastOptions } from "./options.ts";
import { contrastsPage } from "./page.ts";
import { parseContrast, sidesOf } from "./sides.ts";
import { contrastsStep, isTypes, storedContrasts } from "./step.ts";
import { contrastTables } from "./table.ts";

/** Options by which domains get names, so that they are not known by their number alone. */
const naming: readonly (keyof HintOptions | keyof DomainNameOptions)[] = ["hints", "hintsColumn", "names"];

/** Genes that differ between two groups of cells that the user names. */
export const contrastsAnalysis = {
  name: "contrasts",
  listed: false,
  options: contrastOptions,
  steps: { contrasts: contrastsStep },
  stored: storedContrasts,
  artifacts: ["contrasts"],
  runs: ({ contrast }: Config & ContrastOptions) => contrast !== undefined,
  check: (dataset: Dataset, config: Config & ContrastOptions) => {
    const { contrast = [], domains } = config;
    const named = Object.entries(config).some(
      ([option, value]) => naming.some((name) => name === option) && value !== undefined,
    );
    for (const requested of contrast.map(parseContrast)) {
      if (requested.column === undefined) {
        if (typeof domains === "number" && !named) sidesOf(requested, domainNumbers(domains), "domains");
        continue;
      }
      if (isTypes(requested.column, dataset)) continue;
      const { all, what } = labelsOfColumn(dataset, Array.from(dataset.cells.keys()), requested.column);
      sidesOf(requested, all, what);
    }
  },
  keys: contrastKeys,
  tables: contrastTables,
  figures: {
    "contrast_*": "volcano plot of the two groups of --contrast (contrast_3_5 for 3:5)",
  },
  pages: [contrastsPage],
  methods: contrastMethods,
} satisfies Analysis;
