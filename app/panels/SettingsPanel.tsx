import { useEffect } from "preact/hooks";
import { groups, inspection, loadForm, resume, set, settings, start, unfinished, work } from "../state/session.ts";
import type { Field } from "../worker/fields.ts";
import { FieldControl } from "./FieldControl.tsx";

/** What most users set; everything else is folded. */
const first = ["domains", "cellscape.variant", "seeds", "report", "want"];

/** The form of a run, made of the options of the program. */
export function SettingsPanel() {
  const isShown = inspection.value !== undefined && work.value.kind !== "running";
  useEffect(() => {
    if (isShown) void loadForm();
  }, [isShown]);
  // Without its fields it would run what nobody has seen.
  if (!isShown || groups.value.length === 0) return null;
  const method = settings.value.method ?? "cellscape";
  const shown = groups.value.filter((group) => group.method === undefined || group.method === method);
  const fields = new Map(shown.flatMap((group) => group.fields.map((field) => [field.name, field])));
  const control = (field: Field) => (
    <FieldControl
      key={field.name}
      field={field}
      value={settings.value[field.name]}
      onChange={(value) => set(field.name, value)}
    />
  );
  return (
    <section aria-labelledby="settings-title">
      <h2 id="settings-title">Settings</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <div class="fields">
          {first.map((name) => {
            const field = fields.get(name);
            return field && control(field);
          })}
        </div>
        <details>
          <summary>All other settings</summary>
          {shown.map(({ heading, fields }) => (
            <details key={heading} class="group">
              <summary>{heading}</summary>
              <div class="fields">{fields.filter(({ name }) => !first.includes(name)).map(control)}</div>
            </details>
          ))}
        </details>
        {unfinished.value && (
          <label class="resume">
            <input
              type="checkbox"
              id="resume"
              checked={resume.value}
              onChange={({ currentTarget }) => {
                resume.value = currentTarget.checked;
              }}
            />
            Continue the unfinished run of this input, which needs the same settings
          </label>
        )}
        <button type="submit" class="main" id="run">
          Find domains
        </button>
      </form>
    </section>
  );
}
