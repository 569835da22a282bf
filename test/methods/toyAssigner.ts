import type { Method } from "../../src/methods/method.ts";
import { methodOptions } from "../../src/methods/methodOptions.ts";

const presets = { default: { options: {}, run: { policy: "comparison" } } } as const;

/** Most rounds in which cells move between domains. */
const most = 50;

interface State {
  readonly labels: Int32Array;
  readonly moved: readonly number[];
}

/** A method whose training assigns cells to domains: k-means rounds from domains that a clustering starts. */
export const toyAssigner: Method = {
  name: "toy-assigner",
  summary: "rounds of k-means from domains of a mixture",
  reference: undefined,
  options: methodOptions("toy-assigner", {}, presets),
  presets,
  seeded: false,
  usesEngine: false,
  embeddings: { primary: { key: "X_cellscape_toy_assigner", title: () => "components" }, others: {} },
  clustering: () => ({ name: "labels" }),
  assignsDomains: true,
  refinement: () => ({ name: "prost" }),
  ownInputs: () => ({ genes: "all", without: ["MT-"], total: "median", scale: "center", components: 8 }),
  needs: () => ["components"],
  plan: ({ cells, components }) => ({
    ...{ steps: most, endsEarly: true, units: most, description: "rounds of k-means", record: {} },
    memory: { working: 0, result: 8 * cells * components },
  }),
  async embed({ components }, _, { domains, startDomains, resume, save, task }) {
    const choice = { name: "mclust", options: { components: "all" } };
    // Only `save` below makes states.
    let state = resume as State | undefined;
    state ??= { labels: await startDomains(components, choice, task.placed(() => 0).scope("start")), moved: [] };
    while (state.moved.length < most && state.moved.at(-1) !== 0 && !task.signal?.aborted) {
      const before = state.labels;
      const labels = nearest(components, before, domains ?? 0);
      const moved: number = labels.filter((label, i) => label !== before[i]).length;
      state = { labels, moved: [...state.moved, moved] };
      await task.finishing().advance({ done: state.moved.length, total: most });
      await save(state, moved === 0);
    }
    const stoppedEarly = task.signal?.aborted === true;
    return {
      primary: components,
      labels: state.labels,
      others: {},
      losses: { moved: state.moved },
      stoppedEarly,
      settled: {},
    };
  },
  words: {
    does: () => "Moving cells between domains",
    lead: () => "rounds of k-means",
    paragraph: () => ["Cells moved to the nearest mean."],
  },
};

/** The nearest of the means of some labels, for each row. */
function nearest(
  rows: { rows: number; columns: number; values: ArrayLike<number> },
  labels: Int32Array,
  count: number,
) {
  const { columns: d, values } = rows;
  const means = Array.from({ length: count }, () => new Float64Array(d));
  const sizes = new Float64Array(count);
  labels.forEach((label, i) => {
    sizes[label]++;
    for (let u = 0; u < d; u++) means[label][u] += values[i * d + u];
  });
  return labels.map((_, i) => {
    const squares = means.map((mean, k) => {
      let sum = 0;
      for (let u = 0; u < d; u++) sum += (values[i * d + u] - mean[u] / sizes[k]) ** 2;
      return sum;
    });
    return squares.indexOf(Math.min(...squares.filter((each) => !Number.isNaN(each))));
  });
}
