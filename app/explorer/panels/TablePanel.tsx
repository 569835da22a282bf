import { percentile, type ShownColumn } from "../../../src/explore/columns/shown.ts";
import { numberText } from "../../../src/explore/columns/valueText.ts";
import { appearanceOf } from "../../../src/explore/state/legend.ts";
import { coloringTitle } from "../../../src/explore/state/viewState.ts";
import { shownBy } from "../state/drawn.ts";
import { selectionMask } from "../state/selection.ts";
import { legendOf, view } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** Categories that are listed for each pane. */
const most = 100;

/** What the map shows, for those who do not see it. */
export function TablePanel() {
  const opened = file.value;
  if (!opened) return null;
  const count = selectionMask.value?.count;
  return (
    <div id="map-table">
      <p>
        {opened.cells.toLocaleString("en")} {opened.one}s
        {count !== undefined && `, ${count.toLocaleString("en")} of them selected`}
        {view.value.sample !== undefined && `; only the sample ${view.value.sample} is shown`}.
      </p>
      {view.value.panes.map(({ layout, coloring }, at) => {
        const shown = shownBy(coloring);
        return (
          <table key={at}>
            <caption>
              {layout}, coloured by {coloringTitle(coloring) || "nothing"}
            </caption>
            <tbody>
              {shown &&
                rowsOf(shown).map(([name, value]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td class="count">{value}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
}

function rowsOf(shown: ShownColumn): (readonly [string, string])[] {
  const missing: (readonly [string, string])[] =
    shown.missing > 0 ? [["without a value", shown.missing.toLocaleString("en")]] : [];
  if (shown.kind === "groups") {
    const legend = legendOf(shown.name);
    const rows = shown.categories.slice(0, most).map((name, code) => {
      const appearance = appearanceOf(legend, name);
      const count = shown.counts[code].toLocaleString("en");
      return [name, appearance === "shown" ? count : `${count}, ${appearance}`] as const;
    });
    return [...rows, ...missing];
  }
  if (shown.kind === "pair") {
    const { names, cells } = shown;
    return [
      [`${names[0]} alone`, cells.onlyFirst.toLocaleString("en")],
      [`${names[1]} alone`, cells.onlySecond.toLocaleString("en")],
      ["both", cells.together.toLocaleString("en")],
      ...missing,
    ];
  }
  const quantiles = [0, 0.25, 0.5, 0.75, 1].map((share) => numberText(percentile(shown, share)));
  const names = ["lowest", "first quartile", "median", "third quartile", "highest"];
  return [...names.map((name, at) => [name, quantiles[at]] as const), ...missing];
}
