// NMI of partitions of one finished run, and of what needs no training: by family, as kinds, by evidence, and the suggested K.
import { createRandom, fileSource, open, run } from "cellscape/node";
import { silentTask } from "../dist/src/core/task.js";
import { chooseDomainCount } from "../dist/src/domains/chooseCount.js";
import { medoid } from "../dist/src/domains/consensus/medoid.js";
import { pluralityConsensus } from "../dist/src/domains/consensus/pluralityConsensus.js";
import { findDomains } from "../dist/src/domains/domains.js";
import { kindCandidates } from "../dist/src/domains/kinds/kindCandidates.js";
import { findKinds } from "../dist/src/domains/kinds/kinds.js";
import { policies } from "../dist/src/domains/policy.js";
import { readAnnotations, readLabels, readObsm } from "../dist/src/io/anndata/h5ad.js";
import { agreement, scoredPairs } from "../dist/src/math/statistics/agreement.js";
import { averageRanks } from "../dist/src/math/statistics/ranks.js";
import { smooth } from "../dist/src/spatial/smooth.js";
import { prepareEvidence } from "./evidence.mjs";
import { mean } from "./paired.mjs";

/** Share of the candidates of largest evidence whose plurality is taken. */
const best = 0.15;

/**
 * What a run's embedding and expression give with K known. No rule reads a label; "best" are chosen by them: bounds.
 *
 * @param path result.h5ad of `--variant spatial-only`.
 * @param set { truth, domains }: column of obs with the labels, and K.
 * @param wanted { evidence, count }: whether to measure evidence, and the suggested K.
 */
export async function measurePartitions(path, { truth: column, domains: count }, seed, wanted = {}) {
  const { source, codes, categories, selection, features, graph, embedding } = await finishedRun(path, column, seed);
  const embeddings = [embedding];
  const unknown = new Set(categories.flatMap((name, code) => (gaps.includes(name) ? [code] : [])));
  const truth = Int32Array.from(selection.cells, (cell) => (unknown.has(codes[cell]) ? -1 : codes[cell]));
  const score = (labels) => {
    const pairs = scoredPairs(truth, labels);
    return agreement(pairs.truth, pairs.labels).nmi;
  };
  const { positions } = selection;
  const sections = selection.samples?.codes;
  const inputs = { positions, sections, count, graph: graph.graph, components: features.input, embeddings };
  const rng = createRandom(seed).split("domains");
  const times = [cpu()];
  const ofOne = await findDomains(inputs, {}, rng);
  times.push(cpu());
  const pool = await findDomains(inputs, { policy: policies.pool }, rng);
  times.push(cpu());
  const { candidates } = await kindCandidates(inputs, ofOne.partitions, policies.default, rng, silentTask);
  const kinds = await findKinds(ofOne.refined, candidates, count, policies.default.kinds);
  times.push(cpu());
  const each = kinds.map(({ labels, support }) => ({ nmi: score(labels), support }));
  const nmis = candidates.map(({ refined }) => score(refined));
  const figures = {
    default: score(ofOne.refined),
    pool: score(pool.refined),
    "best of kinds": Math.max(...each.map(({ nmi }) => nmi)),
    "mean of kinds": mean(each.map(({ nmi }) => nmi)),
    "best candidate": Math.max(...nmis),
    ...{ kinds: kinds.length, each, asInFile: score(await domainsOf(source, selection.cells)) },
    seconds: times.slice(1).map((time, at) => time - times[at]),
  };
  for (const family of [...new Set(candidates.map((candidate) => candidate.family))]) {
    const own = candidates.filter((candidate) => candidate.family === family).map(({ refined }) => refined);
    figures[`medoid of ${family}`] = score(own[(await medoid(own)).chosen]);
    figures[`mean of ${family}`] = mean(own.map(score));
  }
  for (const rounds of [2, 4]) {
    const smoothed = await smooth(features.input, graph.graph, rounds);
    figures[`smooth ${rounds}`] = score((await findDomains({ ...inputs, embeddings: [smoothed] }, {}, rng)).refined);
  }
  if (wanted.evidence) {
    const evidence = await prepareEvidence(
      { positions, expression: features.input, graph: graph.graph },
      rng.split("evidence"),
    );
    const of = candidates.map(({ refined }) => evidence(refined, count));
    const order = [...of.keys()].sort((a, b) => of[b] - of[a]).slice(0, Math.max(1, Math.round(best * of.length)));
    const leading = order.map((at) => candidates[at].refined);
    figures.evidence = score(
      pluralityConsensus(leading, { weights: leading.map(() => 1), reference: leading[0], count }),
    );
    figures["evidence, rank correlation with NMI"] = rankCorrelation(of, nmis);
    const shared = await medoid(candidates.map(({ refined }) => refined));
    figures["agreement, rank correlation with NMI"] = rankCorrelation(shared.agreement, nmis);
  }
  if (wanted.count) Object.assign(figures, await countOf(embedding, selection, seed));
  return figures;
}

/** The suggested K of a finished run, those that are plausible as well, and the curve of the criterion. */
export async function suggestedCount(path, { truth }, seed) {
  const { embedding, selection } = await finishedRun(path, truth, seed);
  return countOf(embedding, selection, seed);
}

async function countOf(embedding, { positions, samples }, seed) {
  const options = { policy: policies.default.count, ...(samples ? { sections: samples.codes } : {}) };
  const rng = createRandom(seed).split("domain count");
  const { chosen, plausible, curve } = await chooseDomainCount([embedding], positions, options, rng);
  return { chosen, plausible, curve: curve.map((point) => ({ ...point, bic: undefined })) };
}

/** What a result holds, and what its expression and positions give without training. */
async function finishedRun(path, column, seed) {
  const source = await fileSource(path);
  const { codes, categories } = await readLabels(source, column);
  const dataset = await open(path);
  const context = { report: () => {}, config: { seed } };
  const { artifacts } = await run(dataset, ["selection", "features", "graph"], context);
  const { selection } = artifacts;
  const stored = await readObsm(source, "X_cellscape_spatial");
  const complete = selection.cells.every((cell) => !Number.isNaN(stored.values[cell * stored.columns]));
  if (!complete) throw new Error(`${path}: expected an embedding of every analysed cell`);
  return { ...artifacts, source, codes, categories, embedding: rowsOf(stored, selection.cells) };
}

const gaps = ["", "nan", "NaN", "NA", "undetermined"];

function rankCorrelation(a, b) {
  const [x, y] = [averageRanks(a), averageRanks(b)];
  const [mx, my] = [mean([...x]), mean([...y])];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function domainsOf(source, cells) {
  const { obs } = await readAnnotations(source);
  const { codes } = obs.columns.get("cellscape_domain");
  return Int32Array.from(cells, (cell) => codes[cell]);
}

function rowsOf({ columns, values }, cells) {
  const picked = new Float32Array(cells.length * columns);
  cells.forEach((cell, i) => {
    picked.set(values.subarray(cell * columns, (cell + 1) * columns), i * columns);
  });
  return { rows: cells.length, columns, values: picked };
}
