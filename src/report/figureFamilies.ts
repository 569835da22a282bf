import { allAnalyses } from "../analyses/registry.ts";
import type { tissueMaps } from "./figures.ts";

/** Figures of one kind. */
export interface FigureFamily {
  /** `composition`, or `volcano_domain_*` where there is one for each of some groups. */
  readonly name: string;
  readonly describes: string;
  /** The analyses that it takes, that which draws it first; none for what every run draws. */
  readonly analyses: readonly string[];
}

const ofTheRun: Readonly<Record<(typeof tissueMaps)[number] | "training" | "k_selection" | "gene_map", string>> = {
  domains: "the domains in the tissue",
  domains_raw: "the domains before spatial refinement",
  domains_each: "a map of each domain",
  confidence: "the confidence of each cell's domain",
  training: "losses of the training",
  k_selection: "the choice of the number of domains",
  gene_map: "gene maps of three cells",
};

/** Every figure that a run can draw, those of the run itself first. */
export function figureFamilies(): FigureFamily[] {
  return [
    ...Object.entries(ofTheRun).map(([name, describes]) => ({ name, describes, analyses: [] })),
    ...allAnalyses().flatMap(({ name: analysis, figures = {} }) =>
      Object.entries(figures).map(([name, note]) => {
        const { describes, also } = typeof note === "string" ? { describes: note, also: [] } : note;
        return { name, describes, analyses: [analysis, ...also] };
      }),
    ),
  ];
}

/** The family of a figure; undefined for a name that no figure has. */
export function familyOf(figure: string): FigureFamily | undefined {
  const families = figureFamilies();
  const exact = families.find(({ name }) => name === figure);
  return exact ?? families.find(({ name }) => name.endsWith("*") && figure.startsWith(name.slice(0, -1)));
}
