import { CellScapeError } from "../../core/errors.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, requiredAnew, type Step } from "../../run/step.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { rankMarkers } from "../markers/markers.ts";
import { contrastColumn, type Labels, labelsOfColumn, labelsOfGroups } from "./labels.ts";
import type { Contrasted, ContrastOf } from "./made.ts";
import type { ContrastOptions } from "./options.ts";
import { parseContrast } from "./sides.ts";

type Made = Pick<Artifacts, "dataset" | "selection" | "domains"> & AllGenesMade & Partial<CellTypesMade>;

/** Name that stands for the cell types of the run, where obs has no such column. */
export const typesName = "types";

/**
 * The genes of each two groups that `--contrast` names, by the Wilcoxon rank-sum test over cells. Of several, those that name
 * unknown groups are left out with a warning.
 *
 * @param mayLack whether a contrast of unknown groups is left out: by default of several, any.
 * @throws bad-option naming the groups for others.
 */
export function makeContrasts(
  made: Made,
  { config: { contrast = [] }, report }: StepContext<ContrastOptions>,
  mayLack: (text: string) => boolean = () => contrast.length > 1,
): Contrasted[] {
  return contrast.flatMap((text) => {
    try {
      const found = contrasted(made, text);
      const { cells, otherCells } = found.markers;
      report({ kind: "note", step: "contrasts", text: `contrast ${text}: ${cells} cells against ${otherCells}` });
      return [found];
    } catch (error) {
      if (!(error instanceof CellScapeError) || !mayLack(text)) throw error;
      report({ kind: "warning", step: "contrasts", text: `skipped: ${error.message}` });
      return [];
    }
  });
}

function contrasted(made: Made, text: string): Contrasted {
  const requested = parseContrast(text);
  const { of, labels } = labelsFor(made, requested.column);
  const { up, down, column } = contrastColumn(requested, labels);
  const { groups } = rankMarkers(made.allGenes.expression, column, {
    ...{ reference: "down", groups: ["up"], tieCorrection: true, orderBy: "magnitude" },
  });
  return { requested: text, of, up, down, markers: groups[0] };
}

function labelsFor(
  { dataset, selection, domains, cellTypes }: Made,
  column: string | undefined,
): { readonly of: ContrastOf; readonly labels: Labels } {
  if (column === undefined) return { of: "domains", labels: labelsOfGroups(domainColumn(domains), "domains") };
  if (cellTypes && isTypes(column, dataset)) {
    return { of: "types", labels: labelsOfGroups(cellTypes.types, "cell types") };
  }
  return { of: { column }, labels: labelsOfColumn(dataset, selection.cells, column) };
}

/** Whether a contrast is of the cell types of the run. */
export function isTypes(column: string | undefined, { obs }: Pick<Artifacts["dataset"], "obs">): boolean {
  return column === typesName && !obs.columns.has(typesName);
}

export const contrastsStep: Step<Contrasted[], Made, ContrastOptions> = {
  does: ({ contrast = [] }) => `Comparing groups of cells (${contrast.join("; ")})`,
  needs: ({ contrast = [] }) => [
    ...(["dataset", "selection", "domains", "allGenes"] as const),
    ...(contrast.some((text) => parseContrast(text).column === typesName) ? (["cellTypes"] as const) : []),
  ],
  policy: optional,
  run: (made, context) => makeContrasts(made, context),
};

/** Of a result: nothing was trained that unknown groups would waste, so only contrasts of its run may name them. */
export function storedContrasts({ record }: StoredResult): { readonly contrasts: typeof contrastsStep } {
  const ofTheRun = new Set([record.options.contrast].flat());
  return {
    contrasts: {
      ...contrastsStep,
      policy: requiredAnew,
      run: (made, context) => makeContrasts(made, context, (text) => ofTheRun.has(text)),
    },
  };
}
