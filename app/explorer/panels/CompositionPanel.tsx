import { useSignal, useSignalEffect } from "@preact/signals";
import type { Composition } from "../../../src/explore/selection/composition.ts";
import { saveText } from "../saveText.ts";
import { selectionMask } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { file, reporting, worker } from "../state/worker.ts";

/** Groups that are listed; all are in the saved table. */
const most = 40;

/** How the selected cells divide into the groups of a column. */
export function CompositionPanel() {
  const groups = (file.value?.columns ?? []).filter(({ kind }) => kind === "groups");
  const chosen = useSignal(firstColumn(groups.map(({ name }) => name)));
  const found = useSignal<Composition | undefined>(undefined);
  useSignalEffect(() => {
    const column = chosen.value;
    const steps = view.value.selection;
    if (!selectionMask.value || column === "" || steps.length === 0) {
      found.value = undefined;
      return;
    }
    void reporting(async () => {
      const composition = await worker().call("composition", { column, steps });
      if (chosen.peek() === column && view.peek().selection === steps) found.value = composition;
    });
  });
  if (groups.length === 0) return <p class="note">The file has no column of groups.</p>;
  return (
    <>
      <div class="row">
        <label for="composition-column">Column</label>
        <select
          id="composition-column"
          value={chosen.value}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {groups.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      {found.value ? (
        <Shares composition={found.value} />
      ) : (
        <p class="note">Select {file.value?.one}s to see their groups.</p>
      )}
    </>
  );
}

/** The column that the map is coloured by, else the first. */
function firstColumn(names: readonly string[]): string {
  const { coloring } = view.peek().panes[0];
  const shown = coloring.kind === "column" ? coloring.name : file.peek()?.domain;
  return shown !== undefined && names.includes(shown) ? shown : (names[0] ?? "");
}

function Shares({ composition }: { composition: Composition }) {
  const { column, categories, selected, all, missing } = composition;
  const total = selected.reduce((sum, count) => sum + count, 0) + missing.selected;
  const whole = all.reduce((sum, count) => sum + count, 0) + missing.all;
  const rows = categories
    .map((name, code) => ({ name, cells: selected[code], share: selected[code] / total, ofAll: all[code] / whole }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => b.cells - a.cells);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const csv = () => {
    const lines = categories.map((name, code) => `"${name.replaceAll('"', '""')}",${selected[code]},${all[code]}`);
    return [`"${column}",selected,all`, ...lines, `,${missing.selected},${missing.all}`, ""].join("\n");
  };
  return (
    <>
      <table id="composition" aria-label={`Composition of the selection by ${column}`}>
        <thead>
          <tr>
            <th>group</th>
            <th class="count">cells</th>
            <th class="share">selection</th>
            <th class="share">all</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ name, cells, share, ofAll }) => (
            <tr key={name} data-category={name}>
              <td>{name}</td>
              <td class="count">{cells.toLocaleString("en")}</td>
              <td class="share">{percent(share)}</td>
              <td class="share">{percent(ofAll)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="row">
        {missing.selected > 0 && <span class="note">{missing.selected.toLocaleString("en")} without a group</span>}
        <button type="button" onClick={() => saveText("composition.csv", csv())}>
          CSV
        </button>
      </div>
    </>
  );
}
