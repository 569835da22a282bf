import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Embedded } from "../../methods/embedded.ts";
import { selectRows } from "../../preprocess/select.ts";
import type { Artifacts, Selection, StepContext } from "../artifacts.ts";
import { alignedKey } from "../resultKeys.ts";
import { requiredAnew, type Step } from "../step.ts";
import { pickCells, samplesAmong, selectFrom } from "../steps/selection.ts";
import { coreSteps } from "../steps.ts";
import { domainGroups, storedDomains } from "./storedDomains.ts";
import type { StoredResult } from "./storedResult.ts";

type StoredStep<Out extends keyof Artifacts> = Step<Artifacts[Out], Artifacts>;

/**
 * The steps of a run whose artifacts an earlier result holds: cells, embeddings, domains, the gene map and the choice of
 * K are read from it. All other steps stay as they are, so that analyses find what they find in a run.
 */
export function storedSteps(stored: StoredResult) {
  const { gene_map: geneMap, domain_count: domainCount } = stored.record;
  return {
    selection: {
      does: () => "Selecting the cells of the run",
      needs: () => ["dataset"],
      policy: requiredAnew,
      run: ({ dataset }, context) => storedSelection(dataset, stored, context),
    } satisfies StoredStep<"selection">,
    geneMap: geneMap
      ? ({
          does: () => "Reading the gene map",
          needs: () => [],
          policy: requiredAnew,
          run() {
            const { side, gene, objective, ...quality } = geneMap;
            return { map: { side, gene: Int32Array.from(gene) }, objective, quality };
          },
        } satisfies StoredStep<"geneMap">)
      : coreSteps.geneMap,
    embeddings: {
      does: (config) => (config.chosen.method.usesEngine ? "Reading embeddings" : coreSteps.embeddings.does(config)),
      needs: (config) =>
        config.chosen.method.usesEngine ? ["dataset", "selection"] : coreSteps.embeddings.needs(config),
      policy: requiredAnew,
      // What needs no training is computed again: in a file it has fewer digits.
      run: (made, context) =>
        context.config.chosen.method.usesEngine
          ? storedEmbeddings(made, stored, context)
          : coreSteps.embeddings.run(made, context),
    } satisfies StoredStep<"embeddings">,
    domainCount: domainCount
      ? ({
          does: () => "Reading the choice of K",
          needs: () => [],
          policy: requiredAnew,
          run() {
            const { chosen, runner_up: runnerUp, margin, plausible, ...columns } = domainCount;
            const { k, score, gain, stability, coherence } = columns;
            const none = { spread: Number.NaN, bic: Number.NaN };
            const curve = k.map((count, at) => ({
              ...{ count, score: score[at], gain: gain[at], stability: stability[at], coherence: coherence[at] },
              ...none,
            }));
            return { chosen, runnerUp, margin, plausible, curve, stoppedEarly: false };
          },
        } satisfies StoredStep<"domainCount">)
      : coreSteps.domainCount,
    domains: {
      does: () => `Reading the domains of obs/${stored.column}`,
      needs: () => ["dataset", "selection"],
      policy: requiredAnew,
      run(made, { task }) {
        const found = storedDomains(made, stored);
        const { domains, origins, count } = found;
        const sizes = domains.map(({ size }) => size).join(", ");
        task.note(`${count === 1 ? "1 domain" : `${count} domains`} of ${sizes} cells`);
        const changed = origins.filter((k) => k < 0).length;
        if (changed > 0) {
          task.note(`${changed} of ${count} domains are not as the run found them: their stability is not known`);
        }
        return found;
      },
    } satisfies StoredStep<"domains">,
  };
}

/** The cells that the run analysed and that still have a domain; genes as the run chose them. */
async function storedSelection(
  dataset: Artifacts["dataset"],
  stored: StoredResult,
  context: StepContext,
): Promise<Selection> {
  const { method } = context.config.chosen;
  const primary = await stored.embedding(stored.keys.embedding(method.embeddings.primary.key), dataset);
  const analysed = Uint32Array.from(dataset.cells.keys()).filter((row) => isComplete(primary, row));
  const all = analysed.length === dataset.cells.length ? undefined : analysed;
  const selection = await selectFrom(dataset, all, context);
  const { codes } = domainGroups(dataset, stored.column);
  const labelled = Uint32Array.from(selection.cells.keys()).filter((i) => codes[selection.cells[i]] >= 0);
  if (labelled.length === selection.cells.length) return selection;
  if (labelled.length < 3) {
    const expected = `at least 3 cells with a domain in obs/${stored.column}`;
    throw new CellScapeError("bad-data", `${dataset.name}: expected ${expected}, got ${labelled.length}`);
  }
  context.task.warn(
    `${selection.cells.length - labelled.length} cells of the run have no domain in obs/${stored.column} and are left out`,
  );
  const cells = labelled.map((i) => selection.cells[i]);
  return {
    ...selection,
    ...{ cells, counts: selectRows(selection.counts, labelled), positions: pickCells(dataset.positions, cells) },
    totals: Float64Array.from(labelled, (i) => selection.totals[i]),
    samples: dataset.samples && samplesAmong(dataset.samples, cells),
  };
}

function isComplete({ columns, values }: Matrix, row: number): boolean {
  for (let j = 0; j < columns; j++) if (Number.isNaN(values[row * columns + j])) return false;
  return true;
}

/** What each seed made: of the one whose partition was chosen the embeddings, of the others only the losses. */
async function storedEmbeddings(
  { dataset, selection }: Pick<Artifacts, "dataset" | "selection">,
  stored: StoredResult,
  { config }: StepContext,
): Promise<Artifacts["embeddings"]> {
  const { record, keys, embedding } = stored;
  const { primary, others } = config.chosen.method.embeddings;
  const has = (key: string) => stored.has(`obsm/${keys.embedding(key)}`);
  const read = async (key: string) => rowsOf(await embedding(keys.embedding(key), dataset), selection.cells);
  const own: Record<string, Matrix> = {};
  // Variants of a method make some of its embeddings only.
  for (const [name, { key }] of Object.entries(others)) if (has(key)) own[name] = await read(key);
  const chosen = await read(primary.key);
  const aligned = has(alignedKey(primary.key)) ? { aligned: await read(alignedKey(primary.key)) } : {};
  const first = record.seeds[0] ?? config.seed;
  const settled = settledOf(record.model);
  return record.seeds.map((seed): Embedded => {
    const none = { rows: 0, columns: chosen.columns, values: new Float32Array(0) };
    const isChosen = seed === (record.domains.seed ?? first);
    const losses = inOrder(record.losses[`seed_${seed}`] ?? {}, Object.keys(config.chosen.method.words.losses ?? {}));
    return {
      ...(isChosen ? { primary: chosen, ...aligned, others: own } : { primary: none, others: {} }),
      ...{ losses, settled, stoppedEarly: false },
    };
  });
}

/** Losses in the order of the method: a file sorts names. */
function inOrder(losses: Embedded["losses"], names: readonly string[]): Embedded["losses"] {
  const known = names.filter((name) => name in losses).map((name) => [name, losses[name]] as const);
  return { ...Object.fromEntries(known), ...losses };
}

/** What the method settled, among all that the record says of the model. */
function settledOf(model: unknown): Embedded["settled"] {
  if (typeof model !== "object" || model === null) return {};
  return Object.fromEntries(
    Object.entries(model).filter((entry): entry is [string, string | number] => {
      return typeof entry[1] === "string" || typeof entry[1] === "number";
    }),
  );
}

function rowsOf({ columns, values }: Matrix, rows: Uint32Array): Matrix {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { rows: rows.length, columns, values: picked };
}
