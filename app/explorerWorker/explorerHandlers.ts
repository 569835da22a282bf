import { CellScapeError } from "../../src/core/errors.ts";
import { createPointGrid } from "../../src/view/pointGrid.ts";
import { type EditCalls, editNames } from "../messages/editCalls.ts";
import type { ExplorerCalls } from "../messages/explorerCalls.ts";
import { lazyHandlers } from "../messages/lazyHandlers.ts";
import { type PyramidCalls, pyramidNames } from "../messages/pyramidCalls.ts";
import { type ShareCalls, shareNames } from "../messages/shareCalls.ts";
import { type HandlersOf, Moved } from "../messages/table.ts";
import type { HostWith } from "../worker/hostWith.ts";
import { type OpenFile, openFile } from "./opened.ts";
import { sharing } from "./sharing.ts";

let open: OpenFile | undefined;

function current(): OpenFile {
  if (open) return open;
  throw new CellScapeError("bad-option", "explorer: expected an open file, got none; open one first");
}

/** Functions behind the calls on the open file. @param hostWith engines, figures and a store around it: edits and figures need them. */
export const explorerHandlers = (hostWith: HostWith): HandlersOf<ExplorerCalls> => ({
  async open(picked, { report, signal }) {
    open = undefined;
    open = await openFile(picked, sharing("open", report, signal));
    return new Moved(open.shown, [open.shown.order.buffer]);
  },
  async layout(name) {
    const layout = current().exploration.layout(name);
    const grid = createPointGrid(layout.places);
    // Places are copied: shapes of selections find their cells by them.
    return new Moved({ layout, grid }, [grid.starts.buffer, grid.points.buffer]);
  },
  async shown(coloring) {
    const shown = await current().colored(coloring);
    return new Moved(shown, [shown.codes.buffer, ...("order" in shown ? [shown.order.buffer] : [])]);
  },
  geneNames: () => current().geneNames(),
  genes: (_, { report, signal }) => current().readGenes(sharing("genes", report, signal)),
  select: async (steps) => current().exploration.select(steps),
  composition: async ({ column, steps }) => current().exploration.composition(column, steps),
  markers: async ({ steps, against }, { report, signal }) =>
    current().exploration.markers(
      steps,
      against,
      report,
      sharing("markers", () => undefined, signal),
    ),
  async pictures() {
    const read = await current().pictures();
    return new Moved(
      read,
      read.tiles.map(({ picture }) => picture),
    );
  },
  second: () => current().findSecond(),
  cell: async ({ index, columns, gene }) => current().exploration.cell(index, columns, gene),
  // Sessions, options and writers: who only looks never loads them.
  ...lazyHandlers<EditCalls>(editNames, async () => (await import("./editing.ts")).editHandlers(current, hostWith)),
  ...lazyHandlers<PyramidCalls>(pyramidNames, async () => (await import("./pyramids.ts")).pyramidHandlers(current)),
  ...lazyHandlers<ShareCalls>(shareNames, async () => (await import("./views.ts")).shareHandlers(current, hostWith)),
});
