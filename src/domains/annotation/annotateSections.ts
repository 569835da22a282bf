import { CellScapeError, expectShape } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { agreement, normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import type { HintTissue } from "../hints/features.ts";
import type { LabelFree } from "../hints/labelFree.ts";
import { type HintPolicy, hintPolicy } from "../hints/policy.ts";
import { type HintSession, prepareHints } from "../hints/session.ts";
import { policies } from "../policy.ts";
import { planRefinement, refinePresent } from "../refinement/refine.ts";
import { type LeftOut, partsLeftOut } from "./leftOut.ts";
import { prepareDistances } from "./unlike.ts";

/** A tissue of several sections, some of them annotated. */
export interface AnnotatedTissue extends HintTissue {
  /** [n] section of each cell, codes >= 0. */
  readonly sections: Int32Array;
  /** The domains that were found without labels. */
  readonly labelFree: LabelFree;
  /** Names of the labels. */
  readonly labels: readonly string[];
  /** [n] code of the label; -1 for cells of new sections and cells of references without one. */
  readonly codes: Int32Array;
}

/** Labels of all cells, with checks on the references. */
export interface Annotation {
  /** [n] code of the label; `labels.length` for none of these. Labelled cells keep theirs. */
  readonly codes: Int32Array;
  /** [n] probability of the most probable label, as far as any of them is right. */
  readonly probability: Float32Array;
  /** Mahalanobis distance to the nearest label beyond which a cell is none of these. */
  readonly threshold: number;
  /** How well labels of references, or of parts of the only one, are found when they are left out. */
  readonly checks: readonly AnnotationCheck[];
  /** Share of the new cells that references, each alone, label differently; one for each pair. */
  readonly disagreements: readonly Disagreement[];
}

export interface AnnotationCheck {
  /** Section, and which half of it where there is only one reference; cells whose label is in none of the rest do not count. */
  readonly section: number;
  readonly part: LeftOut["part"];
  readonly cells: number;
  /** Share of the cells with the right label; NMI and adjusted Rand index of both labellings. */
  readonly accuracy: number;
  readonly nmi: number;
  readonly ari: number;
}

export interface Disagreement {
  readonly sections: readonly [number, number];
  readonly share: number;
}

/** Labels of whole sections are many: weighed as those of a few cells are, they would leave nothing to the cells of new sections. */
export const wholeSections: HintPolicy = { ...hintPolicy, mixture: { ...hintPolicy.mixture, hintWeight: 1 } };

/** Share of the left-out cells of references that are nearer to the labels of the others than the threshold. */
const usualShare = 0.99;

/**
 * Carry labels of annotated sections to others of one embedding: as hints of all labelled cells (`prepareHints`). Cells farther from
 * every label than 99 % of the cells of references that were left out are none of these, refined over the tissue.
 *
 * @throws bad-shape when sizes differ; bad-data where no cell, or none of a label, is labelled.
 * @example
 * import { annotateSections } from "cellscape/domains";
 * const { codes, probability, checks } = await annotateSections({ ...tissue, sections, labelFree, labels, codes: known });
 */
export async function annotateSections(tissue: AnnotatedTissue, task: Task = silentTask): Promise<Annotation> {
  const { embedding, graph, positions, sections, labels, codes, labelFree } = tissue;
  const n = embedding.rows;
  expectShape("annotate: codes", [codes.length, sections.length], { cells: n, sections: n });
  const counts = labels.map((_, k) => codes.reduce((sum, code) => sum + (code === k ? 1 : 0), 0));
  if (counts.length === 0 || counts.includes(0)) {
    const got = counts.length === 0 ? "no label" : `none with ${labels[counts.indexOf(0)]}`;
    throw new CellScapeError("bad-data", `annotate: expected labelled cells of each label, got ${got}`);
  }
  const session = await prepareHints(
    tissue,
    labelFree,
    { count: labels.length, policy: wholeSections },
    task.part(0, 0.5),
  );
  const found = await carry(session, labels, codes, task.part(0.5, 0.6));
  const distances = await prepareDistances(embedding, graph, policies.default.classifier.components);
  const checks: AnnotationCheck[] = [];
  const apart: number[] = [];
  const parts = partsLeftOut(sections, codes, positions);
  for (const [at, { section, part, cells: all }] of parts.entries()) {
    const left = codes.slice();
    for (const i of all) left[i] = -1;
    // What no other cell has as its label cannot be found.
    const known = new Set(left);
    const cells = all.filter((i) => known.has(codes[i]));
    if (cells.length === 0) continue;
    const own = task.part(0.6 + (0.2 * at) / parts.length, 0.6 + (0.2 * (at + 1)) / parts.length);
    const guessed = (await carry(session, labels, left, own)).codes;
    const [truth, guess] = [cells, cells].map((each, which) =>
      Int32Array.from(each, (i) => (which === 0 ? codes[i] : guessed[i])),
    );
    const right = truth.reduce((sum, code, i) => sum + (code === guess[i] ? 1 : 0), 0);
    checks.push({
      ...{ section, part, cells: cells.length, accuracy: right / cells.length },
      ...{ nmi: normalizedMutualInformation(truth, guess), ari: agreement(truth, guess).ari },
    });
    const from = distances.from(left);
    for (const i of cells) apart.push(from[i]);
  }
  apart.sort((a, b) => a - b);
  const threshold = apart.length === 0 ? Number.POSITIVE_INFINITY : apart[Math.floor(usualShare * (apart.length - 1))];
  const distance = distances.from(codes);
  const references = [...new Set(sections.filter((_, i) => codes[i] >= 0))].sort((a, b) => a - b);
  const isNew = (i: number) => !references.includes(sections[i]);
  const far = found.codes.map((_, i) => (codes[i] < 0 && distance[i] > threshold ? 1 : 0));
  const plan = await planRefinement(positions, sections, policies.default.refinement);
  const none = far.includes(1) && far.includes(0) ? refinePresent(plan, far) : far;
  return {
    codes: found.codes.map((code, i) => (codes[i] >= 0 ? codes[i] : none[i] === 1 ? labels.length : code)),
    ...{ probability: found.probability, threshold, checks },
    disagreements: await disagreementsOf(session, tissue, references, isNew, task.part(0.8, 1)),
  };
}

/** Labels of all cells by those of some. */
async function carry(session: HintSession, labels: readonly string[], codes: Int32Array, task: Task) {
  const cells = Uint32Array.from(codes.keys()).filter((i) => codes[i] >= 0);
  // A part that is left out may hold all cells of a label.
  const present = labels.flatMap((_, k) => (cells.some((i) => codes[i] === k) ? [k] : []));
  const hints = {
    labels: present.map((k) => labels[k]),
    ...{ cells, codes: Int32Array.from(cells, (i) => present.indexOf(codes[i])) },
  };
  const { domains, labels: named } = await session.label(hints, task);
  const codeOf = named.map((name) => (name === undefined ? labels.length : labels.indexOf(name)));
  const columns = domains.posterior.columns;
  return {
    codes: domains.refined.map((domain) => codeOf[domain]),
    probability: Float32Array.from(domains.refined, (domain, i) => domains.posterior.values[i * columns + domain]),
  };
}

/** How differently references label new cells, each alone. */
async function disagreementsOf(
  session: HintSession,
  { labels, codes, sections }: AnnotatedTissue,
  references: readonly number[],
  isNew: (cell: number) => boolean,
  task: Task,
): Promise<Disagreement[]> {
  if (references.length < 2) return [];
  const alone: Int32Array[] = [];
  for (const reference of references) {
    const own = codes.map((code, i) => (sections[i] === reference ? code : -1));
    alone.push((await carry(session, labels, own, task)).codes);
  }
  const cells = Array.from(codes.keys()).filter(isNew);
  return references.flatMap((a, at) =>
    references.slice(at + 1).map((b, next): Disagreement => {
      const [first, second] = [alone[at], alone[at + 1 + next]];
      const differing = cells.filter((i) => first[i] !== second[i]).length;
      return { sections: [a, b], share: cells.length === 0 ? 0 : differing / cells.length };
    }),
  );
}
