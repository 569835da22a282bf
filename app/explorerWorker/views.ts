import { CellScapeError } from "../../src/core/errors.ts";
import type { ShownColumn } from "../../src/explore/columns/shown.ts";
import type { Exploration } from "../../src/explore/exploration.ts";
import { paneCsv } from "../../src/explore/figures/paneCsv.ts";
import { paneFigure, type ShownPane } from "../../src/explore/figures/paneFigure.ts";
import { cellsFingerprint, type ViewDocument, viewFromJson, viewToJson } from "../../src/explore/share/viewDocument.ts";
import { linkOfView, viewOfLink } from "../../src/explore/share/viewLink.ts";
import { coloringKey, plainLegend, plainScale } from "../../src/explore/state/viewState.ts";
import { figureBytes } from "../../src/session/figure/figureBytes.ts";
import { sizeOf } from "../../src/session/figure/sized.ts";
import type { FigureOrder, ShareCalls, SharedView } from "../messages/shareCalls.ts";
import type { HandlersOf } from "../messages/table.ts";
import type { HostWith } from "../worker/hostWith.ts";
import type { OpenFile } from "./opened.ts";

/** Pixels per inch of pictures, as journals require. */
const dpi = 300;

const types = { svg: "image/svg+xml", png: "image/png", pdf: "application/pdf", csv: "text/csv" } as const;

/** Functions behind the calls for links, saved views and figures. */
export function shareHandlers(current: () => OpenFile, hostWith: HostWith): HandlersOf<ShareCalls> {
  const cells = () => cellsFingerprint(current().exploration.tissue);
  const shared = ({ view, cells: of, simplified }: ViewDocument): SharedView => {
    return { view, simplified, same: of === cells() };
  };
  return {
    link: (view) => linkOfView(view, cells()),
    openLink: async (link) => shared(await viewOfLink(link)),
    viewFile: async (view) => viewToJson({ view, cells: cells(), simplified: false }),
    openView: async (file) => shared(viewFromJson(await file.text(), "view")),
    async figure(order) {
      const { exploration, picked, colored } = current();
      const pane = shownPane(exploration, order, await colored(order.view.panes[order.pane].coloring));
      const { format } = order;
      const type = { type: types[format] };
      if (format === "csv") return new Blob([paneCsv(pane, exploration.tissue.cells)], type);
      const svg = paneFigure(pane);
      const own = sizeOf(svg).width;
      const bytes = await figureBytes(await hostWith(picked), format, svg, { px: undefined, own, dpi });
      return new Blob([bytes as string | Uint8Array<ArrayBuffer>], type);
    },
  };
}

function shownPane(
  exploration: Exploration,
  { view, pane, title, box, limits }: FigureOrder,
  shown: ShownColumn,
): ShownPane {
  const { layout, coloring } = view.panes[pane];
  if (shown.kind === "pair") {
    const way = "colour by one of them";
    throw new CellScapeError("unsupported", `figure: expected one gene or column, got ${shown.name} at once; ${way}`);
  }
  const { samples, spots } = exploration.tissue;
  const code = samples?.categories.indexOf(view.sample ?? "") ?? -1;
  return {
    ...{ layout: exploration.layout(layout), shown, title, box, many: spots ? "spots" : "cells" },
    legend: view.legends[shown.name] ?? plainLegend,
    scale: { ...(view.scales[coloringKey(coloring)] ?? plainScale), ...limits },
    mask: view.selection.length > 0 ? exploration.select(view.selection).mask : undefined,
    among: samples && code >= 0 ? Uint8Array.from(samples.codes, (each) => (each === code ? 1 : 0)) : undefined,
  };
}
