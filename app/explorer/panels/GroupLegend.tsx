import { drawnColor } from "../../../src/explore/columns/palettes.ts";
import type { ShownGroups } from "../../../src/explore/columns/shown.ts";
import { appearanceOf, listedOrder, onlyShown, withAppearance } from "../../../src/explore/state/legend.ts";
import { type LegendState, plainLegend } from "../../../src/explore/state/viewState.ts";
import { dark } from "../state/look.ts";
import { addShape } from "../state/selection.ts";
import { legendOf, setLegend } from "../state/view.ts";

/** Categories that are listed at once; more are reached by sorting. */
const most = 300;

/** Categories with their colours and counts: a click leaves only one, the eye hides, the half disc dims. */
export function GroupLegend({ shown }: { shown: ShownGroups }) {
  const { name, categories, colors, counts, missing } = shown;
  const legend = legendOf(name);
  const change = (next: LegendState) => setLegend(name, next);
  const order = listedOrder(legend, shown);
  const isPlain = legend.hidden.length === 0 && legend.dimmed.length === 0;
  return (
    <>
      <div class="row">
        <label for="legend-sort">Order</label>
        <select
          id="legend-sort"
          value={legend.sort}
          onChange={({ currentTarget }) => change({ ...legend, sort: currentTarget.value as LegendState["sort"] })}
        >
          <option value="file">as in the file</option>
          <option value="name">by name</option>
          <option value="count">by count</option>
        </select>
        <button type="button" disabled={isPlain} onClick={() => change({ ...plainLegend, sort: legend.sort })}>
          Show all
        </button>
      </div>
      <ul class="legend" aria-label={`Categories of ${name}`}>
        {order.slice(0, most).map((code) => {
          const category = categories[code];
          const appearance = appearanceOf(legend, category);
          const turn = (to: "hidden" | "dimmed") =>
            change(withAppearance(legend, category, appearance === to ? "shown" : to));
          return (
            <li key={category} class={appearance} data-category={category}>
              <button
                type="button"
                class="name"
                title="Only this one"
                onClick={() => change(onlyShown(legend, categories, category))}
              >
                <i style={{ background: `rgb(${drawnColor(colors[code], { dark: dark.value }).join(" ")})` }} />
                <span>{category}</span>
                <small>{counts[code].toLocaleString("en")}</small>
              </button>
              <button
                type="button"
                class="turn select"
                aria-label={`Select ${category}`}
                title={`Select ${category}`}
                onClick={() => addShape({ kind: "category", column: name, category })}
              >
                ⊕
              </button>
              <button
                type="button"
                class="turn"
                aria-label={`Dim ${category}`}
                title={`Dim ${category}`}
                aria-pressed={appearance === "dimmed"}
                onClick={() => turn("dimmed")}
              >
                ◐
              </button>
              <button
                type="button"
                class="turn"
                aria-label={`Hide ${category}`}
                title={`Hide ${category}`}
                aria-pressed={appearance === "hidden"}
                onClick={() => turn("hidden")}
              >
                ⊘
              </button>
            </li>
          );
        })}
      </ul>
      <p class="note">⊕ select, ◐ dim, ⊘ hide; a name: only this one.</p>
      {order.length > most && (
        <p class="note">{(order.length - most).toLocaleString("en")} more categories are not listed.</p>
      )}
      {missing > 0 && <p class="note">{missing.toLocaleString("en")} without a value, in grey.</p>}
    </>
  );
}
