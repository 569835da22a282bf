import { CellScapeError } from "../../core/errors.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { selectColumns, selectRows } from "../../preprocess/select.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { sampleColumn } from "../../run/sampleColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { enrich } from "../enrichment/enrichment.ts";
import type { GeneSets } from "../geneSets/geneSets.ts";
import type { GeneSetInput } from "../geneSets/readGeneSets.ts";
import { rankMarkers } from "../markers/markers.ts";
import { compositionShifts } from "./compositionShift.ts";
import { type ConditionExpression, conditionExpression } from "./conditionExpression.ts";
import { type Conditions, conditionsOf } from "./conditions.ts";
import type { ComparedCells, ComparedExpression, Comparison } from "./made.ts";
import type { ComparisonOptions } from "./options.ts";

/** Genes that count as different, for gene sets. */
const different = { maxPValue: 0.05, minChange: 0.5, limit: 200 };

type Made = Pick<Artifacts, "dataset" | "selection" | "domains"> & AllGenesMade & CellTypesMade;

/**
 * What differs between two conditions, with the sample as the unit: how large each domain is, which types of cells there
 * are and where, and the expression of each domain and type.
 *
 * @throws bad-option when the column does not distinguish samples or lacks a condition.
 */
export function makeComparison(
  made: Made,
  { config, inputs, report }: StepContext<ComparisonOptions, GeneSetInput>,
): Comparison {
  const { selection, allGenes, cellTypes } = made;
  const geneSets = inputs?.geneSets ?? [];
  const request = conditionsOf(made.dataset, config, selection.samples?.names);
  const { column, conditions, contrast, adjustment } = request;
  const adjusted = { ...contrast, ...(adjustment && { adjust: adjustment.table }) };
  const adjustedFor = adjustment?.descriptions ?? [];
  const samples = sampleColumn({ selection });
  const domains = domainColumn(made.domains);
  const { types } = cellTypes;
  const sizes = compositionShifts(domains, samples, conditions, adjusted);
  const ofTypes = compositionShifts(types, samples, conditions, adjusted);
  const within = compositionShifts(types, samples, conditions, { ...adjusted, domains });
  const say = (text: string) => report({ kind: "note", step: "comparison", text });
  const { from, to } = contrast;
  const also = adjustedFor.length === 0 ? "" : `, adjusted for ${adjustedFor.join(", ")}`;
  say(`${to} (${sizes.samplesTo} samples) against ${from} (${sizes.samplesFrom}), by obs/${column}${also}`);
  if (sizes.reason !== undefined) report({ kind: "warning", step: "comparison", text: sizes.reason });

  const expression: ComparedExpression[] = [];
  if (!selection.normalize) {
    const text = "expression is not compared between conditions: counts are required";
    report({ kind: "warning", step: "comparison", text });
  } else {
    const counts = selectColumns(selectRows(made.dataset.counts, selection.cells), allGenes.genes);
    const groupings = [
      { of: "domain", groups: domains },
      { of: "cell type", groups: types },
    ] as const;
    for (const { of, groups } of groupings) {
      for (const group of groups.categories) {
        const found = tried(() => conditionExpression(counts, samples, conditions, { ...adjusted, groups, group }));
        if (!found) {
          say(`${of} ${group} has too few cells in all samples of a condition: its expression is not compared`);
          continue;
        }
        if (found.reason !== undefined && sizes.reason === undefined) say(`${of} ${group}: ${found.reason}`);
        expression.push({ of, ...found, geneSets: setsOf(found, allGenes.symbols, geneSets) });
      }
    }
  }
  const cells = config.compareCells ? cellTests(made, { conditions, contrast, samples, domains, types }) : [];
  return { ...contrast, column, conditions, adjustedFor, sizes, types: ofTypes, within, expression, cells };
}

interface CellTesting extends Pick<Conditions, "conditions" | "contrast"> {
  readonly samples: CategoryColumn;
  readonly domains: CategoryColumn;
  readonly types: CategoryColumn;
}

/** Cells of the two conditions compared within each domain and cell type that has two of each. */
function cellTests(
  { allGenes }: Pick<Made, "allGenes">,
  { conditions, contrast: { from, to }, samples, domains, types }: CellTesting,
): ComparedCells[] {
  const categories = [from, to];
  const conditionOf = samples.codes.map((sample) =>
    categories.indexOf(conditions.categories[conditions.codes[sample]] ?? ""),
  );
  const groupings = [
    { of: "domain", groups: domains },
    { of: "cell type", groups: types },
  ] as const;
  return groupings.flatMap(({ of, groups }) =>
    groups.categories.flatMap((group, at) => {
      const codes = conditionOf.map((code, i) => (groups.codes[i] === at ? code : -1));
      const column: CategoryColumn = { kind: "category", codes, categories, ordered: false };
      const options = { reference: from, groups: [to], tieCorrection: true, orderBy: "magnitude" } as const;
      const found = tried(() => rankMarkers(allGenes.expression, column, options));
      return found ? [{ of, group, markers: found.groups[0] }] : [];
    }),
  );
}

/** Gene sets over-represented among genes that rise and that fall; none where no gene is tested. */
function setsOf(
  { logFoldChanges, adjustedPValues, order }: ConditionExpression,
  symbols: readonly string[],
  libraries: readonly GeneSets[],
): ComparedExpression["geneSets"] {
  const { maxPValue, minChange, limit } = different;
  const lookUp = (sign: number) => {
    const genes = Array.from(order)
      .filter((u) => adjustedPValues[u] <= maxPValue && sign * logFoldChanges[u] >= minChange)
      .slice(0, limit);
    const query = genes.map((u) => symbols[u]);
    return {
      query,
      libraries: query.length === 0 ? [] : libraries.map((set) => enrich(query, set, { background: new Set(symbols) })),
    };
  };
  return { up: lookUp(1), down: lookUp(-1) };
}

/** Undefined where a group has no sample with enough cells in one of the conditions. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CellScapeError && (error.code === "bad-data" || error.code === "bad-option")) return undefined;
    throw error;
  }
}

export const comparisonStep: Step<Comparison, Made, ComparisonOptions, GeneSetInput> = {
  does: ({ compare }) => `Comparing conditions (${compare})`,
  needs: () => ["dataset", "selection", "domains", "allGenes", "cellTypes"],
  policy: optional,
  run: makeComparison,
};
