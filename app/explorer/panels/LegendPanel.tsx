import { shownBy } from "../state/drawn.ts";
import { activePane } from "../state/view.ts";
import { genes } from "../state/worker.ts";
import { GroupLegend } from "./GroupLegend.tsx";
import { PairLegend } from "./PairLegend.tsx";
import { ValueLegend } from "./ValueLegend.tsx";

/** What the colours of the active pane mean. */
export function LegendPanel() {
  const { coloring } = activePane.value;
  const shown = shownBy(coloring);
  if (!shown) return <Reading />;
  if (shown.kind === "pair") return <PairLegend shown={shown} />;
  return shown.kind === "groups" ? <GroupLegend shown={shown} /> : <ValueLegend shown={shown} coloring={coloring} />;
}

/** How long colours take that need the genes. */
function Reading() {
  const { read, share } = genes.value;
  const { kind } = activePane.value.coloring;
  const isOfGenes = kind === "gene" || kind === "pair" || kind === "score";
  return <p class="note">{isOfGenes && !read ? `Reading genes, ${Math.floor(100 * share)} %` : "Reading"}</p>;
}
