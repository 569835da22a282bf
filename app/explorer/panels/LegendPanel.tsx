import { shownBy } from "../state/drawn.ts";
import { activePane } from "../state/view.ts";
import { GroupLegend } from "./GroupLegend.tsx";
import { PairLegend } from "./PairLegend.tsx";
import { ValueLegend } from "./ValueLegend.tsx";

/** What the colours of the active pane mean. */
export function LegendPanel() {
  const { coloring } = activePane.value;
  const shown = shownBy(coloring);
  if (!shown) return <p class="note">Reading</p>;
  if (shown.kind === "pair") return <PairLegend shown={shown} />;
  return shown.kind === "groups" ? <GroupLegend shown={shown} /> : <ValueLegend shown={shown} coloring={coloring} />;
}
