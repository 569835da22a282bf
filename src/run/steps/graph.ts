import { CellScapeError } from "../../core/errors.ts";
import { pace } from "../../core/paced.ts";
import { shareReport } from "../../core/progress.ts";
import { pacedGraph } from "../../spatial/graph.ts";
import { pacedSampleGraphs } from "../../spatial/sampleGraphs.ts";
import type { Artifacts, Context } from "../artifacts.ts";

/**
 * Connect neighbouring cells, within each sample where there are several.
 *
 * @throws bad-option when the radius leaves every cell alone; bad-data for positions on which there is no graph.
 */
export async function makeGraph(
  { selection }: Pick<Artifacts, "selection">,
  { config, report, signal }: Context,
): Promise<Artifacts["graph"]> {
  const { graph: kind, neighbors, radius } = config;
  const options = { kind, neighbors, ...(radius === undefined ? {} : { radius }) };
  const { positions, samples } = selection;
  const work = samples ? pacedSampleGraphs(positions, samples, options) : pacedGraph(positions, options);
  const built = await pace(work, { onShare: shareReport(report, "graph"), signal });
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
