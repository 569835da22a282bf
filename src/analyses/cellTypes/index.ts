import type { Dataset } from "../../data/dataset.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { Analysis } from "../analysis.ts";
import type { WantOptions } from "../want.ts";
import { typeColors } from "./colors.ts";
import { fileTypes } from "./fileTypes.ts";
import { cellTypeKeys } from "./keys.ts";
import type { CellTypesMade } from "./made.ts";
import { cellTypeMethods } from "./methods.ts";
import { type CellTypeOptions, cellTypeOptions, typesColumn, wantsCellTypes } from "./options.ts";
import { cellTypesPage } from "./page.ts";
import { cellTypesStep } from "./step.ts";
import { storedCellTypesStep } from "./stored.ts";
import { capital, typeWords } from "./words.ts";

/** Cell types: clusters of cells that are alike in expression, or an annotation of the file. */
export const cellTypesAnalysis = {
  name: "cell-types",
  options: cellTypeOptions,
  steps: { cellTypes: cellTypesStep },
  stored: (result: StoredResult) => ({ cellTypes: storedCellTypesStep(result) }),
  artifacts: ["cellTypes", "typeMarkers"],
  runs: (config: Config & CellTypeOptions & WantOptions) => wantsCellTypes(config),
  check: (dataset: Dataset, config: Config & CellTypeOptions) => {
    const column = typesColumn(config);
    if (column !== undefined) fileTypes(dataset, Uint32Array.from(dataset.cells.keys()), column);
  },
  keys: cellTypeKeys,
  figures: {
    cell_types: "cell types in the tissue",
  },
  pages: [cellTypesPage],
  methods: cellTypeMethods,
  facts: (made: RunArtifacts<CellTypesMade>) =>
    made.cellTypes
      ? [{ name: capital(typeWords(made).many), value: String(made.cellTypes.types.categories.length) }]
      : [],
  map: (made: RunArtifacts<CellTypesMade>) => {
    if (!made.cellTypes) return {};
    const { codes, categories } = made.cellTypes.types;
    return { groups: [{ name: capital(typeWords(made).one), codes, names: categories, colors: typeColors(made) }] };
  },
} satisfies Analysis;
