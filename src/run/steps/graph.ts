import { CellScapeError } from "../../core/errors.ts";
import { buildGraph } from "../../spatial/graph.ts";
import { sampleGraphs } from "../../spatial/sampleGraphs.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";

/**
 * Building spatial graph, within each sample where there are several.
 *
 * @throws bad-option when the radius leaves every cell alone; bad-data for positions on which there is no graph.
 */
export async function makeGraph(
  { selection }: Pick<Artifacts, "selection">,
  { config, task }: StepContext,
): Promise<Artifacts["graph"]> {
  const { graph: kind, neighbors, radius } = config;
  const known = selection.spots ? { lattice: true } : {};
  const options = { kind, neighbors, ...known, ...(radius === undefined ? {} : { radius }) };
  const { positions, samples } = selection;
  const built = await (samples
    ? sampleGraphs(positions, samples, options, task)
    : buildGraph(positions, options, task));
  task.note(built.description);
  if (built.isolated === selection.cells.length) {
    const spacing = Number(built.layout.spacing.toPrecision(4));
    const expected = `a length beyond the distance of neighbouring cells, which is about ${spacing}`;
    throw new CellScapeError("bad-option", `--radius: expected ${expected}, got ${radius}: no cell has a neighbour`);
  }
  if (built.isolated > 0) {
    task.warn(
      `${built.isolated} of ${selection.cells.length} cells have no neighbour; only their own expression is used`,
    );
  }
  return built;
}
