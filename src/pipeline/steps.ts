import { CellScapeError } from "../errors.ts";
import { buildGraph } from "../spatial/graph.ts";
import type { ArtifactName, Artifacts, Context } from "./artifacts.ts";
import type { Config } from "./config.ts";
import { makeDomains } from "./makeDomains.ts";
import { makeEmbeddings } from "./makeEmbeddings.ts";
import { makeExpression } from "./makeExpression.ts";
import { makeFeatures } from "./makeFeatures.ts";
import { makeGeneMap } from "./makeGeneMap.ts";
import { makeSelection } from "./makeSelection.ts";
import { trainModels } from "./trainModels.ts";

/** One step of the pipeline: how one artifact comes from others. */
export interface Step<Out extends ArtifactName, In extends ArtifactName> {
  /** What a user reads while it works. */
  does(config: Config): string;
  /** Artifacts it takes; may depend on the settings. */
  needs(config: Config): readonly In[];
  /** True when it still runs after the user asked to stop, to finish with what is there. */
  readonly finishes?: boolean;
  run(inputs: Pick<Artifacts, In>, context: Context): Promise<Artifacts[Out]> | Artifacts[Out];
}

type Steps = { readonly [Out in Exclude<ArtifactName, "dataset">]: Step<Out, ArtifactName> };

/** artifact <- needs. Order, caching and progress follow from this table. */
export const steps: Steps = {
  selection: {
    does: () => "Check counts, choose cells and genes",
    needs: () => ["dataset"],
    run: makeSelection,
  },
  expression: {
    does: ({ normalize }) => (normalize === "no" ? "Take the values as they are" : "Normalise counts"),
    needs: () => ["selection"],
    run: makeExpression,
  },
  features: {
    does: () => "Scale genes and find principal components",
    needs: () => ["expression"],
    run: makeFeatures,
  },
  graph: {
    does: () => "Connect neighbouring cells",
    needs: () => ["selection"],
    run: makeGraph,
  },
  geneMap: {
    does: () => "Place co-expressed genes side by side",
    needs: () => ["expression"],
    run: makeGeneMap,
  },
  trained: {
    does: ({ seeds }) => (seeds === 1 ? "Train the model" : `Train ${seeds} models`),
    needs: ({ variant }) => (variant === "full" ? ["features", "graph", "geneMap"] : ["features", "graph"]),
    run: trainModels,
  },
  embeddings: {
    does: ({ method }) => (method === "smooth" ? "Smooth components over neighbours" : "Collect embeddings"),
    needs: ({ method }) => (method === "smooth" ? ["features", "graph"] : ["trained"]),
    finishes: true,
    run: makeEmbeddings,
  },
  domains: {
    does: ({ domains }) =>
      domains === "auto"
        ? "Choose the number of domains and find them"
        : `Find ${domains} ${domains === 1 ? "domain" : "domains"}`,
    needs: () => ["embeddings", "selection", "graph"],
    finishes: true,
    run: makeDomains,
  },
};

function makeGraph({ selection }: Pick<Artifacts, "selection">, { config, report }: Context): Artifacts["graph"] {
  const { graph: kind, neighbors, radius } = config;
  const built = buildGraph(selection.positions, { kind, neighbors, ...(radius === undefined ? {} : { radius }) });
  report({ kind: "note", step: "graph", text: built.description });
  if (built.isolated === selection.cells.length) {
    const spacing = Number(built.layout.spacing.toPrecision(4));
    const expected = `a length beyond the distance of neighbouring cells, which is about ${spacing}`;
    throw new CellScapeError("bad-option", `--radius: expected ${expected}, got ${radius}: no cell has a neighbour`);
  }
  if (built.isolated > 0) {
    report({
      kind: "warning",
      step: "graph",
      text: `${built.isolated} of ${selection.cells.length} cells have no neighbour; only their own expression counts`,
    });
  }
  return built;
}
