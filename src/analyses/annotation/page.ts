import { domainMap } from "../../figure/domainMap.ts";
import type { AnalysisPage, PageTable } from "../../results/page.ts";
import { overAll, placesWord, positionsOf, type RunArtifacts } from "../../results/reported.ts";
import { sampleColors } from "../../results/sampleColors.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { type AnnotationMade, type CarriedLabels, noneOfThese } from "./made.ts";
import { checkText, disagreementText } from "./words.ts";

type Made = RunArtifacts<AnnotationMade>;

/** Labels that were carried from annotated samples, and how well that works with references left out. */
export const annotationPage = {
  chapter: "samples",
  id: "annotation",
  title: "Labels of annotated samples",
  short: "Annotation",
  make(made: Made, config: Config) {
    const { annotation, selection } = made;
    if (!annotation || !selection.samples) return [];
    const { names } = selection.samples;
    const { many } = placesWord(made);
    const sentences = [
      ...annotation.checks.map((check) => checkText(check, names)),
      ...annotation.disagreements.map((each) => disagreementText(each, names)),
    ];
    const labels = [...annotation.labels, noneOfThese];
    return [
      { kind: "text", text: `${sentences.map((text) => text.charAt(0).toUpperCase() + text.slice(1)).join(". ")}.` },
      {
        kind: "figure",
        figure: {
          name: "annotation",
          title: "Labels",
          svg: domainMap(positionsOf(made), overAll(made, annotation.codes), {
            ...{ title: "Labels", names: labels, colors: sampleColors(labels.length) },
            ...tissueMapOptions(made, config),
          }),
          caption: `Labels of the references, and those carried to the other ${many}. ${many.charAt(0).toUpperCase() + many.slice(1)} farther from every label than 99 % of those of references that were left out are "${noneOfThese}".`,
        },
      },
      { kind: "table", table: tableOf(annotation, names) },
    ];
  },
} satisfies AnalysisPage;

function tableOf({ checks }: CarriedLabels, names: readonly string[]): PageTable {
  return {
    name: "annotation_checks",
    title: "Labels of references that were left out",
    columns: [
      { name: "left out", kind: "text" },
      { name: "labelled", kind: "count" },
      { name: "accuracy", kind: "share", hint: "share that gets its label" },
      { name: "NMI", kind: "number" },
      { name: "ARI", kind: "number" },
    ],
    rows: checks.map(({ section, part, cells, accuracy, nmi, ari }) => [
      part === undefined ? names[section] : `${names[section]}, ${part}`,
      ...[cells, accuracy, nmi, ari],
    ]),
  };
}
