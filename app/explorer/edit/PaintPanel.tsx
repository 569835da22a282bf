import { useEffect } from "preact/hooks";
import { centreOn } from "../stage/panes.ts";
import { brush } from "../state/marks.ts";
import { pointAt } from "../state/pointed.ts";
import { selectionMask } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { file } from "../state/worker.ts";
import { editedColumn, editing, edits, groups, openEdits, renewGroups } from "./edits.ts";
import { clearPainting, followed, keepPainting, label, paint, painted, suggest, turnBrush } from "./painting.ts";

/** A few cells with labels, which the domains of all others follow, and the cells to label next. */
export function PaintPanel() {
  const column = editedColumn.value;
  useEffect(() => void openEdits(), [file.value?.name]);
  useEffect(() => void renewGroups(), [column]);
  useEffect(() => () => turnBrush(false), []);
  const state = edits.value;
  const one = file.value?.one ?? "cell";
  if (!state || !groups.value) return <p class="note">Reading</p>;
  if (!state.hints) return <p class="note">Label propagation needs a result of cellscape with an embedding.</p>;
  const mask = selectionMask.value;
  const name = label.value.trim();
  return (
    <>
      <div class="row">
        <label for="paint-label">Label</label>
        <input
          id="paint-label"
          list="paint-names"
          placeholder="domain, new or not"
          value={label.value}
          onInput={({ currentTarget }) => {
            label.value = currentTarget.value;
          }}
        />
        <datalist id="paint-names">
          {groups.value.categories.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <div class="row">
        <button
          type="button"
          id="paint-brush"
          aria-pressed={brush.value !== undefined}
          disabled={name === ""}
          onClick={() => turnBrush(brush.value === undefined)}
        >
          Brush
        </button>
        <button
          type="button"
          id="paint-selected"
          disabled={name === "" || !mask || mask.count === 0}
          onClick={() => mask && paint(rowsOf(mask.mask), name)}
        >
          Label selected
        </button>
        <button type="button" id="paint-suggest" disabled={editing.value !== undefined} onClick={suggest}>
          Suggest {one}s
        </button>
      </div>
      <Outcome one={one} />
      <Next />
      {painted.value.size > 0 && (
        <div class="row">
          <button type="button" id="paint-keep" disabled={editing.value !== undefined} onClick={keepPainting}>
            Keep
          </button>
          <button type="button" id="paint-clear" disabled={editing.value !== undefined} onClick={clearPainting}>
            Clear labels
          </button>
        </div>
      )}
    </>
  );
}

function Outcome({ one }: { one: string }) {
  const found = followed.value;
  const count = painted.value.size;
  if (editing.value !== undefined) {
    return (
      <p class="note" role="status">
        Finding domains, {Math.floor(100 * editing.value)} %
      </p>
    );
  }
  if (count === 0 || !found) {
    return (
      <p class="note">Click {one}s with the brush, or label the selected ones; domains are updated from the labels.</p>
    );
  }
  const labels = `${count.toLocaleString("en")} labelled ${one}${count === 1 ? "" : "s"}`;
  return (
    <p class="note" role="status" id="painted">
      {labels}: {found.changed.toLocaleString("en")} {one}s move to another domain, in {found.seconds.toFixed(1)} s.{" "}
      {found.kept ? "The domains agree with the labels and are unchanged except for labelled cells." : ""}
    </p>
  );
}

/** The cells whose label would settle most, each with the domains that dispute it. */
function Next() {
  const next = (followed.value?.next ?? []).filter(({ cell }) => !painted.value.has(cell));
  if (next.length === 0) return null;
  return (
    <ol class="next" aria-label="Cells to label next">
      {next.map(({ cell, name, between }) => (
        <li key={cell}>
          <button
            type="button"
            class="name"
            title="Show it on the map"
            onClick={() => {
              centreOn(view.value.active, cell);
              pointAt(cell, view.value.active);
            }}
          >
            {name}
          </button>
          {between.map((group) => (
            <button
              key={group}
              type="button"
              class="is"
              title={`Label it ${group}`}
              disabled={editing.value !== undefined}
              onClick={() => paint([cell], group)}
            >
              {group}
            </button>
          ))}
        </li>
      ))}
    </ol>
  );
}

function rowsOf(mask: Uint8Array): number[] {
  const rows: number[] = [];
  mask.forEach((flag, row) => {
    if (flag) rows.push(row);
  });
  return rows;
}
