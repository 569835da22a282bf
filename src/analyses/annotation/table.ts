import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { type AnnotationMade, noneOfThese } from "./made.ts";

/** Cells and mean probability of each label in each sample, and the checks. */
export function annotationTables({ annotation, selection }: RunArtifacts<AnnotationMade>): CsvTable[] {
  if (!annotation || !selection.samples) return [];
  const { codes: sections, names } = selection.samples;
  const { codes, labels, probability, references, checks } = annotation;
  const rows = names.flatMap((name, s) =>
    [...labels, noneOfThese].map((label, k) => {
      const cells = Array.from(codes.keys()).filter((i) => sections[i] === s && codes[i] === k);
      const mean = cells.reduce((sum, i) => sum + probability[i], 0) / cells.length;
      return [
        name,
        references.includes(s) ? "reference" : "new",
        label,
        cells.length,
        cells.length > 0 ? mean : undefined,
      ];
    }),
  );
  const left = checks.map(({ section, part, cells, accuracy, nmi, ari }) => [
    ...[names[section], part ?? "all", cells, accuracy, nmi, ari],
  ]);
  return [
    csvTable("annotation", "sample,role,label,cells,mean_probability", rows),
    csvTable("annotation_checks", "left_out,part,cells,accuracy,nmi,ari", left),
  ];
}
