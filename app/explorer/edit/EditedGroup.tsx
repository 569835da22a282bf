import { useEffect, useState } from "preact/hooks";
import type { EditedGroups } from "../../messages/editCalls.ts";
import { makeEdit } from "./edits.ts";

interface Props {
  readonly groups: EditedGroups;
  readonly at: number;
  readonly checked: boolean;
  readonly onCheck: (on: boolean) => void;
}

/** One group: whether it is merged with others, its colour, name, cells and place. */
export function EditedGroup({ groups: { column, categories, colors, counts }, at, checked, onCheck }: Props) {
  const name = categories[at];
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const rename = async () => {
    const to = typed.trim();
    if (to === name) return;
    if (to === "" || !(await makeEdit({ edit: "rename", column, group: name, to }))) setTyped(name);
  };
  const move = (by: number) => {
    const order = categories.toSpliced(at, 1).toSpliced(at + by, 0, name);
    return makeEdit({ edit: "reorder", column, order });
  };
  return (
    <li data-group={name}>
      <input
        type="checkbox"
        aria-label={`Check ${name}`}
        checked={checked}
        onChange={({ currentTarget }) => onCheck(currentTarget.checked)}
      />
      <input
        type="color"
        aria-label={`Colour of ${name}`}
        value={colors[at].slice(0, 7)}
        onChange={({ currentTarget }) => makeEdit({ edit: "recolor", column, group: name, color: currentTarget.value })}
      />
      <input
        class="group-name"
        aria-label={`Name of ${name}`}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={rename}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Escape") setTyped(name);
          else if (key === "Enter") currentTarget.blur();
        }}
      />
      <small>{counts[at].toLocaleString("en")}</small>
      <button type="button" class="turn" aria-label={`Move ${name} up`} disabled={at === 0} onClick={() => move(-1)}>
        ↑
      </button>
      <button
        type="button"
        class="turn"
        aria-label={`Move ${name} down`}
        disabled={at === categories.length - 1}
        onClick={() => move(1)}
      >
        ↓
      </button>
    </li>
  );
}
