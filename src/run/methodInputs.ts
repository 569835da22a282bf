import type { InputName, InputSize, MethodInputs } from "../methods/inputs.ts";
import type { ArtifactName, Artifacts } from "./artifacts.ts";
import type { Config } from "./options/config.ts";

interface Source<Name extends InputName> {
  readonly from: ArtifactName;
  pick(made: Artifacts): MethodInputs[Name] | undefined;
}

/** Which artifact each input of a method comes from. */
const sources: { readonly [Name in InputName]: Source<Name> } = {
  counts: { from: "selection", pick: ({ selection }) => selection.counts },
  positions: { from: "selection", pick: ({ selection }) => selection.positions },
  samples: { from: "selection", pick: ({ selection }) => selection.samples?.codes },
  expression: { from: "expression", pick: ({ expression }) => expression },
  components: { from: "features", pick: ({ features }) => features.input },
  loadings: { from: "features", pick: ({ features }) => features.loadings },
  scaled: { from: "features", pick: ({ features }) => features.scaled },
  graph: { from: "graph", pick: ({ graph }) => graph.graph },
  geneMap: { from: "geneMap", pick: ({ geneMap }) => geneMap.map },
};

/** Artifacts that the inputs come from, in the order of the table. */
export function artifactsOf(needs: readonly InputName[]): ArtifactName[] {
  return [...new Set(needs.map((name) => sources[name].from))];
}

/** Whether the chosen method reads scaled genes or their components; a run computes them for no other. */
export function readsFeatures({ chosen: { method, options } }: Pick<Config, "chosen">): boolean {
  return artifactsOf(method.needs(options)).includes("features");
}

/** The inputs of a method that it needs, and no other. */
export function methodInputs(needs: readonly InputName[], made: Artifacts): MethodInputs {
  // `Method.needs` names those that `embed` reads: the others are not there.
  return Object.fromEntries(needs.map((name) => [name, sources[name].pick(made)])) as unknown as MethodInputs;
}

/** Most neighbours of a cell, about: a triangulation has 6 on average. */
const usualNeighbors = 12;

/** The size of the inputs that are there. */
export function inputSizeOf(inputs: Partial<MethodInputs>): InputSize {
  const { components, counts, expression, loadings, positions, graph } = inputs;
  const matrix = counts ?? expression;
  const cells = components?.rows ?? matrix?.rows ?? positions?.rows ?? (graph ? graph.starts.length - 1 : 0);
  const genes = matrix?.columns ?? loadings?.rows ?? components?.columns ?? 0;
  const d = components?.columns ?? genes;
  const entries = matrix?.values.length ?? cells * genes;
  return { cells, genes, components: d, entries, neighbors: usualNeighbors };
}
