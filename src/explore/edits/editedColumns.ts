import type { Column } from "../../data/table.ts";
import type { Labelled } from "./labelled.ts";

/** What is written of edited columns. */
export interface EditedColumns {
  readonly obs: Readonly<Record<string, Column>>;
  /** `<column>_colors` */
  readonly colors: Readonly<Record<string, readonly string[]>>;
}

/** The columns and colours that edits changed, and no others. */
export function editedColumns(before: Labelled, after: Labelled): EditedColumns {
  const obs = [...after.columns].filter(([name, column]) => before.columns.get(name) !== column);
  const colors = [...after.colors].filter(([name, own]) => after.columns.has(name) && before.colors.get(name) !== own);
  return {
    obs: Object.fromEntries(obs),
    colors: Object.fromEntries(colors.map(([name, own]) => [`${name}_colors`, own])),
  };
}
