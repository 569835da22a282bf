import type { Dataset } from "../../data/dataset.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import { annotationKeys, annotationRecord } from "./keys.ts";
import { knownLabels } from "./knownLabels.ts";
import type { AnnotationMade } from "./made.ts";
import { type AnnotationOptions, annotationOptions } from "./options.ts";
import { annotationPage } from "./page.ts";
import { annotationStep } from "./step.ts";
import { annotationTables } from "./table.ts";

/** Labels of annotated samples, carried to the other samples of a run. */
export const annotationAnalysis = {
  name: "annotation",
  listed: false,
  runs: ({ label }: Config & AnnotationOptions) => label !== undefined,
  options: annotationOptions,
  steps: { annotation: annotationStep },
  artifacts: ["annotation"],
  check: (dataset: Dataset, config: Config & AnnotationOptions) => {
    if (config.label !== undefined) knownLabels(dataset, config);
  },
  keys: annotationKeys,
  record: annotationRecord,
  tables: annotationTables,
  figures: { annotation: "labels carried from annotated samples" },
  pages: [annotationPage],
  methods(made: RunArtifacts<AnnotationMade>) {
    const { annotation, selection } = made;
    if (!annotation) return [];
    const { many } = placesWord(made);
    const from = annotation.references.map((s) => selection.samples?.names[s]).join(", ");
    return [
      `Labels of ${from} were carried to the other ${many} by semi-supervised domains in the joint embedding; ${many} farther from every label (Mahalanobis distance) than 99 % of those of references left out were labelled none of these.`,
    ];
  },
} satisfies Analysis;
