import type { SharedView } from "../../messages/shareCalls.ts";
import { setSelection } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { file, trouble, wordsOf, worker } from "../state/worker.ts";

/** Show a shared view. @returns what to show of it. */
export async function applyShared({ view: shown, same, simplified }: SharedView): Promise<string> {
  const missing = missingIn(shown);
  if (missing !== undefined)
    throw new Error(`view: expected a view of this file, got one with ${missing}; open its own file`);
  view.value = shown;
  await setSelection(shown.selection);
  if (!same) return "The view was made of other cells or positions; a selection may hold others.";
  return simplified ? "Shapes of the selection were simplified in the link; cells at their edges may differ." : "";
}

/** Show the view that the address of the page holds, if any, once a file is open. */
export async function applyAddress(): Promise<void> {
  const [, link] = /[#&]v=([\w-]+)$/.exec(location.hash) ?? [];
  if (link === undefined) return;
  try {
    const shared = await worker().call("openLink", link);
    const outcome = await applyShared(shared);
    if (outcome !== "") trouble.value = outcome;
  } catch (error) {
    trouble.value = wordsOf(error);
  }
}

/** What a view names that the open file has not. */
function missingIn({ panes }: SharedView["view"]): string | undefined {
  const layouts = file.value?.layouts ?? [];
  const columns = (file.value?.columns ?? []).map(({ name }) => name);
  for (const { layout, coloring } of panes) {
    if (!layouts.includes(layout)) return `the layout ${layout}`;
    if (coloring.kind === "column" && coloring.name !== "" && !columns.includes(coloring.name))
      return `the column ${coloring.name}`;
  }
  return undefined;
}
