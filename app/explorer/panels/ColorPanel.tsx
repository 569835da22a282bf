import { activePane, setColoring } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** What the cells of the active pane are coloured by: a column of the file. */
export function ColorPanel() {
  const { coloring } = activePane.value;
  const columns = file.value?.columns ?? [];
  const value = coloring.kind === "column" ? coloring.name : "";
  const entries = (kind: "groups" | "values") =>
    columns.filter((each) => each.kind === kind).map(({ name }) => <option key={name}>{name}</option>);
  return (
    <div class="row">
      <label for="color-column">Column</label>
      <select
        id="color-column"
        value={value}
        onChange={({ currentTarget }) => setColoring({ kind: "column", name: currentTarget.value })}
      >
        {value === "" && <option value="">{columns.length === 0 ? "no columns" : "choose"}</option>}
        <optgroup label="Groups">{entries("groups")}</optgroup>
        <optgroup label="Values">{entries("values")}</optgroup>
      </select>
    </div>
  );
}
