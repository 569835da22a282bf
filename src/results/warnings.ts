import { countTrustText } from "../domains/counts/trust.ts";
import { policies } from "../domains/policy.ts";
import { groupThousands } from "../figure/drawing/axes.ts";
import { placesWord, type RunArtifacts, titledDomains } from "./reported.ts";
import { hasStrayPicture } from "./tissuePictures.ts";

/** Domains of fewer cells than this are reported as small. */
const { fewCells, narrowMargin, lowConfidence } = policies.default.warnings;
/** Below this many cells, divisions of a tissue vary from seed to seed. */
const fewInAll = 500;
/** Columns of obs with the origin of a cell, in lower case. */
const originColumns = ["sample", "section", "batch", "slice", "library_id", "donor", "patient", "fov", "slide"];

/** Quality notes on the result, one sentence each. */
export function reportWarnings(made: RunArtifacts): string[] {
  return [...dataWarnings(made), ...domainWarnings(made), ...originWarnings(made)];
}

function dataWarnings(made: RunArtifacts): string[] {
  const { dataset, selection, graph, embeddings, domains } = made;
  const { one, many } = placesWord(made);
  const sentences: string[] = [];
  const n = selection.cells.length;
  if (!selection.normalize && selection.cofactor === undefined) {
    sentences.push("Values were used without normalisation (already log-transformed, or set by the user).");
  }
  if (n < fewInAll && !domains.transferred && (embeddings?.length ?? 1) === 1) {
    sentences.push(`With only ${n} ${many}, domains vary between seeds; compare several with --seeds.`);
  }
  const left = dataset.cells.length - n;
  if (left > 0) {
    sentences.push(
      `${counted(left, one, many)} ${left === 1 ? "was" : "were"} excluded (low counts or outside the subset) and ${left === 1 ? "is" : "are"} grey in the maps.`,
    );
  }
  if (hasStrayPicture(dataset)) {
    sentences.push(`The tissue picture does not lie at the positions of the ${many}; it is left out of the maps.`);
  }
  if (graph.isolated > 0) {
    sentences.push(
      `${counted(graph.isolated, one, many)} without spatial neighbours: assigned by their own expression only.`,
    );
  }
  if (embeddings?.some(({ stoppedEarly }) => stoppedEarly))
    sentences.push("Training was stopped before its last epoch.");
  return sentences;
}

function domainWarnings(made: RunArtifacts): string[] {
  const { domains, domainCount } = made;
  const { many } = placesWord(made);
  const names = titledDomains(made);
  const chosen = (test: (k: number) => boolean) => names.filter((_, k) => test(k));
  const weak = chosen((k) => domains.domains[k].weak);
  const small = chosen((k) => domains.domains[k].size < fewCells);
  const sentences: string[] = [];
  if (weak.length > 0) {
    sentences.push(
      `${listed(weak)} ${weak.length === 1 ? "is" : "are"} unstable (mean Jaccard index below ${policies.default.stability.weakBelow} across clusterings); interpret with caution.`,
    );
  }
  if (small.length > 0)
    sentences.push(`${listed(small)} ${small.length === 1 ? "has" : "have"} fewer than ${fewCells} ${many}.`);
  if (domainCount) {
    sentences.push(`K = ${domainCount.chosen} was selected without labels. ${countTrustText}`);
  }
  if (domainCount && domainCount.margin < narrowMargin && domainCount.plausible.length > 1) {
    const others = domainCount.plausible.filter((k) => k !== domainCount.chosen);
    sentences.push(
      `Other numbers of domains fit about as well as K = ${domainCount.chosen}: ${others.join(", ")}; compare them with --domains.`,
    );
  }
  const mean = domains.confidence.reduce((a, b) => a + b, 0) / Math.max(1, domains.confidence.length);
  if (mean < lowConfidence) sentences.push(`Agreement across clusterings is low (mean confidence ${mean.toFixed(2)}).`);
  return sentences;
}

/** Domains that nearly all come from one sample, although the sample is not most of the data. */
function originWarnings(made: RunArtifacts): string[] {
  const { dataset, selection, domains } = made;
  const names = titledDomains(made);
  const sentences: string[] = [];
  for (const [name, column] of dataset.obs.columns) {
    if (!originColumns.includes(name.toLowerCase()) || column.kind !== "category" || column.categories.length < 2)
      continue;
    const width = column.categories.length;
    const counts = new Float64Array(domains.count * width);
    const all = new Float64Array(width);
    selection.cells.forEach((cell, i) => {
      const code = column.codes[cell];
      if (code < 0) return;
      counts[domains.refined[i] * width + code]++;
      all[code]++;
    });
    const total = all.reduce((a, b) => a + b, 0);
    const driven = domains.domains.flatMap(({ size }, k) => {
      const at = all.findIndex((cells, s) => counts[k * width + s] > 0.95 * size && cells < 0.6 * total);
      return at < 0 ? [] : [`${names[k]} (${column.categories[at]})`];
    });
    if (driven.length > 0) {
      sentences.push(
        `${listed(driven)} ${driven.length === 1 ? "lies" : "lie"} almost entirely in one ${name}; possibly a batch effect.`,
      );
    }
  }
  return sentences;
}

function counted(count: number, one: string, many: string): string {
  return `${groupThousands(count)} ${count === 1 ? one : many}`;
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
