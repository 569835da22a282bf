import type { Field } from "../worker/fields.ts";

/** A field with what the user gave, and what changes it: undefined, an empty text and nothing chosen are the default. */
export interface FieldProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The control of one option. */
export function FieldControl({ field, value, onChange }: FieldProps) {
  const { name, description, range, control } = field;
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
                  onChange(checked ? [...chosen, choice] : chosen.filter((each) => each !== choice))
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
            onChange={({ currentTarget }) => onChange(currentTarget.checked || undefined)}
          />
          {label}
        </label>
        {words}
      </div>
    );
  }
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return (
    <div class="field">
      <label for={described.id}>{label}</label>
      {control.kind === "choice" && (
        <select {...described} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="">default</option>
          {control.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
      {(control.kind === "text" || (control.kind === "file" && control.orText)) && (
        <input {...described} value={text} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      )}
      {control.kind === "file" && (
        <input
          type="file"
          {...(control.orText ? { id: `file-${name}`, "aria-label": `${label}, from a file` } : described)}
          multiple={control.several}
          onChange={({ currentTarget: { files } }) => {
            const picked = [...(files ?? [])];
            onChange(control.several ? picked : picked[0]);
          }}
        />
      )}
      {pickedNames(value) !== "" && <span class="note">Chosen: {pickedNames(value)}</span>}
      {words}
    </div>
  );
}

/** The form may be drawn anew, and a control for files cannot be given its value. */
function pickedNames(value: unknown): string {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((each) => (each instanceof File ? [each.name] : [])).join(", ");
}

const titles: Readonly<Record<string, string>> = { want: "Analyses" };

/** `minCounts` as `Min counts`. */
function titleOf(name: string): string {
  const words = name.slice(name.indexOf(".") + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return titles[name] ?? words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Other options by the titles that they have here, not as flags of the command line. */
export function inForm(text: string): string {
  return text.replace(
    /--([a-z][a-z-]*)/g,
    (_, flag: string) => `“${titleOf(flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))}”`,
  );
}
