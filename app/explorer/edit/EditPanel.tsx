import { useEffect, useState } from "preact/hooks";
import { selectionMask } from "../state/selection.ts";
import { setColoring, view } from "../state/view.ts";
import { file } from "../state/worker.ts";
import { EditedGroup } from "./EditedGroup.tsx";
import { editedColumn, editing, edits, groups, makeEdit, openEdits, redo, renewGroups, undo } from "./edits.ts";

/** Names, colours, order and cells of groups, with a way back. */
export function EditPanel() {
  const column = editedColumn.value;
  useEffect(() => void openEdits(), [file.value?.name]);
  useEffect(() => void renewGroups(), [column]);
  const [checked, setChecked] = useState<readonly string[]>([]);
  const state = edits.value;
  const found = groups.value;
  if (!state) return <p class="note">Reading</p>;
  if (column === undefined || !found || found.column !== column)
    return <p class="note">No column of groups to edit.</p>;
  const chosen = found.categories.filter((name) => checked.includes(name));
  const busy = editing.value !== undefined;
  return (
    <>
      <Steps />
      <div class="row">
        <label for="edit-column">Column</label>
        <select
          id="edit-column"
          value={column}
          onChange={({ currentTarget }) => setColoring({ kind: "column", name: currentTarget.value })}
        >
          {state.columns
            .filter(({ kind }) => kind === "groups")
            .map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      </div>
      <ul class="edited" aria-label={`Groups of ${column}`}>
        {found.categories.slice(0, 200).map((name, at) => (
          <EditedGroup
            key={`${column}/${name}`}
            groups={found}
            at={at}
            checked={checked.includes(name)}
            onCheck={(on) => setChecked(on ? [...checked, name] : checked.filter((each) => each !== name))}
          />
        ))}
      </ul>
      <div class="row">
        <button
          type="button"
          id="edit-merge"
          disabled={busy || chosen.length < 2}
          onClick={async () => {
            if (await makeEdit({ edit: "merge", column, groups: chosen })) setChecked([]);
          }}
        >
          Merge {chosen.length > 1 ? chosen.length : ""} checked
        </button>
      </div>
      <Move column={column} of={chosen} names={found.categories} />
      <NewColumn column={column} />
    </>
  );
}

/** Undo and redo, and what was done. */
function Steps() {
  const state = edits.value;
  if (!state) return null;
  const { edits: done, held, canUndo, canRedo } = state;
  return (
    <>
      <div class="row">
        <button type="button" id="edit-undo" disabled={!canUndo} title="Ctrl+Z" onClick={() => undo()}>
          Undo
        </button>
        <button type="button" id="edit-redo" disabled={!canRedo} title="Ctrl+Shift+Z" onClick={() => redo()}>
          Redo
        </button>
        <span role="status">
          {done.length === 1 ? "1 edit" : `${done.length} edits`}
          {held.length > 0 && `, ${held.length} in the file`}
        </span>
      </div>
      {done.length + held.length > 0 && (
        <details>
          <summary>Edit history</summary>
          <ol class="done">
            {[...held, ...done].map((words, at) => (
              <li key={`${at} ${words}`}>{words}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** Selected cells into a group, new or not. */
function Move({ column, of, names }: { column: string; of: readonly string[]; names: readonly string[] }) {
  const [to, setTo] = useState("");
  const one = file.value?.one ?? "cell";
  const count = selectionMask.value?.count ?? 0;
  const move = () =>
    makeEdit({
      ...{ edit: "assign", column, choice: { steps: view.value.selection }, to: to.trim() },
      ...(of.length > 0 ? { of } : {}),
    });
  return (
    <form
      class="row"
      onSubmit={async (event) => {
        event.preventDefault();
        if (to.trim() !== "" && (await move())) setTo("");
      }}
    >
      <label for="edit-move">Move selection to</label>
      <input
        id="edit-move"
        list="edit-names"
        placeholder="group, new or not"
        value={to}
        onInput={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <datalist id="edit-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="submit" id="edit-assign" disabled={count === 0 || to.trim() === "" || editing.value !== undefined}>
        Move
      </button>
      <small class="note">
        {count === 0
          ? `Select ${one}s on the map to split a group.`
          : `${count.toLocaleString("en")} ${one}s are selected${of.length > 0 ? `; those of ${of.join(", ")} move` : ""}.`}
      </small>
    </form>
  );
}

function NewColumn({ column }: { column: string }) {
  const [to, setTo] = useState("");
  return (
    <form
      class="row"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await makeEdit({ edit: "copy-column", column, to: to.trim() })) setTo("");
      }}
    >
      <label for="edit-copy">Copy to</label>
      <input
        id="edit-copy"
        placeholder="name of a new column"
        value={to}
        onInput={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <button type="submit" id="edit-new-column" disabled={to.trim() === "" || editing.value !== undefined}>
        Create
      </button>
    </form>
  );
}
