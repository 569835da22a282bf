import type { AnnotationCheck, Disagreement } from "../../domains/annotation/annotateSections.ts";

/** What a check found, in a sentence. */
export function checkText({ section, part, cells, accuracy, nmi }: AnnotationCheck, names: readonly string[]): string {
  const what = part === undefined ? names[section] : `the ${part} of ${names[section]}`;
  return `check: with the labels of ${what} left out, ${percent(accuracy)} of its ${cells} labelled cells get their label (NMI ${nmi.toFixed(2)})`;
}

/** How differently two references label new cells, in a sentence. */
export function disagreementText({ sections: [a, b], share }: Disagreement, names: readonly string[]): string {
  return `the references ${names[a]} and ${names[b]}, each alone, label ${percent(share)} of the new cells differently`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
