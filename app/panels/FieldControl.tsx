import { set, settings } from "../state/session.ts";
import type { Field } from "../worker/fields.ts";

/** The control of one option. */
export function FieldControl({ field: { name, description, range, control } }: { field: Field }) {
  const value = settings.value[name];
  const hint = `hint-${name}`;
  const described = { id: `field-${name}`, "aria-describedby": hint };
  const words = (
    <small id={hint}>
      {inForm(control.kind === "choices" ? (description.split(":")[0] ?? "") : description)}
      {range !== "" && ` (${inForm(range)})`}
    </small>
  );
  const label = titleOf(name);
  if (control.kind === "choices") {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset class="field wide" aria-describedby={hint}>
        <legend>{label}</legend>
        <div class="choices">
          {control.choices.map((choice) => (
            <label key={choice}>
              <input
                type="checkbox"
                name={name}
                value={choice}
                checked={chosen.includes(choice)}
                onChange={({ currentTarget: { checked } }) =>
                  set(name, checked ? [...chosen, choice] : chosen.filter((each) => each !== choice))
                }
              />
              {choice}
            </label>
          ))}
        </div>
        {words}
      </fieldset>
    );
  }
  if (control.kind === "switch") {
    return (
      <div class="field">
        <label>
          <input
            type="checkbox"
            {...described}
            checked={value === true}
            onChange={({ currentTarget }) => set(name, currentTarget.checked || undefined)}
          />
          {label}
        </label>
        {words}
      </div>
    );
  }
  const text = value === undefined ? "" : String(value);
  return (
    <div class="field">
      <label for={described.id}>{label}</label>
      {control.kind === "choice" ? (
        <select {...described} value={text} onChange={({ currentTarget }) => set(name, currentTarget.value)}>
          <option value="">default</option>
          {control.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input {...described} value={text} onInput={({ currentTarget }) => set(name, currentTarget.value)} />
      )}
      {words}
    </div>
  );
}

const titles: Readonly<Record<string, string>> = { want: "Analyses" };

/** `minCounts` as `Min counts`. */
function titleOf(name: string): string {
  const words = name.slice(name.indexOf(".") + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return titles[name] ?? words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Other options by the titles that they have here, not as flags of the command line. */
function inForm(text: string): string {
  return text.replace(
    /--([a-z][a-z-]*)/g,
    (_, flag: string) => `“${titleOf(flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))}”`,
  );
}
