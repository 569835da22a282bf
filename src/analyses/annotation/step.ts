import { annotateSections } from "../../domains/annotation/annotateSections.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { required, type Step } from "../../run/step.ts";
import { expressionComponents } from "../../run/steps/expressionComponents.ts";
import { knownLabels } from "./knownLabels.ts";
import type { CarriedLabels } from "./made.ts";
import type { AnnotationOptions } from "./options.ts";
import { checkText, disagreementText } from "./words.ts";

type Needs = Pick<Artifacts, "dataset" | "selection" | "features" | "graph" | "embeddings" | "domains">;

/** Carry the labels of annotated samples to the others. */
async function makeAnnotation(
  { dataset, selection, features, graph, embeddings, domains }: Needs,
  { config, task }: StepContext<AnnotationOptions>,
): Promise<CarriedLabels> {
  const known = knownLabels(dataset, config);
  const { primary, aligned = primary } = embeddings[domains.embedding];
  const sections = selection.samples?.codes ?? new Int32Array(selection.cells.length);
  const found = await annotateSections(
    {
      ...{ embedding: aligned, expression: await expressionComponents(features) },
      ...{ positions: selection.positions, graph: graph.graph, sections, labels: known.labels },
      labelFree: { labels: domains.refined, count: domains.count },
      codes: Int32Array.from(selection.cells, (cell) => known.codes[cell]),
    },
    task,
  );
  const names = selection.samples?.names ?? [];
  for (const check of found.checks) task.note(checkText(check, names));
  for (const each of found.disagreements) task.note(disagreementText(each, names));
  const fresh = Array.from(sections.keys()).filter((i) => !known.references.includes(sections[i]));
  const none = fresh.filter((i) => found.codes[i] === known.labels.length).length;
  if (none > 0) {
    const share = ((100 * none) / fresh.length).toFixed(0);
    task.warn(`${none} of ${fresh.length} cells (${share} %) of new samples resemble no label of the references`);
  }
  return { ...found, labels: known.labels, references: known.references };
}

export const annotationStep: Step<CarriedLabels, Needs, AnnotationOptions> = {
  does: () => "Carrying labels of annotated samples",
  needs: () => ["dataset", "selection", "features", "graph", "embeddings", "domains"],
  policy: required,
  run: makeAnnotation,
};
