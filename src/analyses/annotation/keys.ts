import { type AnnDataKeys, spreadLabels } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { type AnnotationMade, noneOfThese } from "./made.ts";

type Made = RunArtifacts<AnnotationMade>;

/** Columns of obs with the label of each cell and its probability. */
export function annotationKeys({ annotation, dataset, selection }: Made): Partial<AnnDataKeys> {
  if (!annotation) return {};
  const { codes, labels, probability } = annotation;
  const values = new Float64Array(dataset.cells.length).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    values[cell] = probability[i];
  });
  const column = { kind: "category" as const, codes, categories: [...labels, noneOfThese], ordered: false };
  return {
    obs: {
      cellscape_label: spreadLabels(column, { dataset, selection }),
      cellscape_label_prob: { kind: "number", values },
    },
  };
}

/** Checks and disagreements, for the record of the run. */
export function annotationRecord({ annotation, selection }: Made): Readonly<Record<string, unknown>> {
  if (!annotation) return {};
  const names = selection.samples?.names ?? [];
  const { checks, disagreements, labels, references, threshold } = annotation;
  return {
    annotation: {
      ...{ labels: [...labels], references: references.map((s) => names[s]), threshold },
      left_out: checks.map(({ section, part }) => (part === undefined ? names[section] : `${names[section]}, ${part}`)),
      accuracy: checks.map(({ accuracy }) => accuracy),
      nmi: checks.map(({ nmi }) => nmi),
      ari: checks.map(({ ari }) => ari),
      disagreeing: disagreements.map(({ sections: [a, b] }) => `${names[a]} / ${names[b]}`),
      disagreement: disagreements.map(({ share }) => share),
    },
  };
}
