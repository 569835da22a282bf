import { CellScapeError } from "../../core/errors.ts";
import type { SelectionSteps } from "../selection/steps.ts";
import type { ViewState } from "../state/viewState.ts";
import { fromAddress, toAddress } from "./deflated.ts";
import { simplifiedLine } from "./simplifiedLine.ts";
import { type ViewDocument, viewFromJson, viewToJson } from "./viewDocument.ts";

/** Letters of a link that messengers and mail pass on whole. */
export const longestLink = 2000;

/** Corners are dropped within these shares of the size of their shape, the first that makes the link short enough. */
const tolerances = [0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016];

/**
 * A view in the letters of an address. Shapes of a selection lose corners where the link would be too long.
 *
 * @param cells fingerprint of the cells that are shown.
 * @throws bad-option where it is too long all the same.
 */
export async function linkOfView(
  view: ViewState,
  cells: string,
): Promise<{ readonly link: string; readonly simplified: boolean }> {
  for (const tolerance of tolerances) {
    const simplified = tolerance > 0;
    const shown = simplified ? withSimpleShapes(view, tolerance) : view;
    const link = await toAddress(viewToJson({ cells, simplified, view: shown }));
    if (link.length <= longestLink) return { link, simplified };
  }
  const way = "save the view as a file instead";
  throw new CellScapeError("bad-option", `link: expected a view of ${longestLink} letters, got a longer one; ${way}`);
}

/** @throws bad-file for what is no link of a view. */
export async function viewOfLink(link: string): Promise<ViewDocument> {
  return viewFromJson(await fromAddress(link), "link");
}

function withSimpleShapes(view: ViewState, tolerance: number): ViewState {
  const simple = (steps: SelectionSteps): SelectionSteps =>
    steps.map((step) => {
      if (step.shape.kind !== "polygon") return step;
      return { ...step, shape: { ...step.shape, corners: simplifiedLine(step.shape.corners, tolerance) } };
    });
  return { ...view, selection: simple(view.selection), against: view.against && simple(view.against) };
}
