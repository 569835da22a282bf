import { useEffect, useRef } from "preact/hooks";
import type { AnalysisForm } from "../../messages/analysisCalls.ts";
import { FieldControl, inForm } from "../../panels/FieldControl.tsx";
import { inWords } from "../../state/runProgress.ts";
import { withSetting } from "../../state/settings.ts";
import { edits } from "../edit/edits.ts";
import { file } from "../state/worker.ts";
import { AnalysisSheet } from "./AnalysisSheet.tsx";
import {
  column,
  computeAnalyses,
  computing,
  done,
  form,
  loadAnalyses,
  refusal,
  settings,
  shownAnalysis,
  stopAnalyses,
} from "./computing.ts";

/** Analyses of the result, computed on demand. */
export function AnalysesPanel() {
  const inside = useRef<HTMLDivElement>(null);
  // Options are loaded when the panel is unfolded.
  useEffect(() => {
    const panel = inside.current?.closest("details");
    const load = () => panel?.open && void loadAnalyses();
    load();
    panel?.addEventListener("toggle", load);
    return () => panel?.removeEventListener("toggle", load);
  }, [file.value]);
  const known = form.value;
  return (
    <div ref={inside}>
      {known === undefined ? (
        <p class="note">Reading</p>
      ) : "refused" in known ? (
        <p class="note" id="analyses-refused">
          {known.refused}
        </p>
      ) : computing.value ? (
        <Computing />
      ) : (
        <AnalysisChoice known={known} />
      )}
      {refusal.value !== undefined && (
        <p role="alert" class="note failed" id="analysis-failure">
          {inForm(refusal.value)}
        </p>
      )}
      {done.value.length > 0 && (
        <ul class="legend plain" id="analyses-done">
          {done.value.map((each) => (
            <li key={each.title}>
              <span>{each.title}</span>
              <small>
                <button
                  type="button"
                  aria-label={`Show ${each.title}`}
                  onClick={() => {
                    shownAnalysis.value = each;
                  }}
                >
                  Show
                </button>
              </small>
            </li>
          ))}
        </ul>
      )}
      {shownAnalysis.value && <AnalysisSheet key={shownAnalysis.value.title} analysis={shownAnalysis.value} />}
    </div>
  );
}

function AnalysisChoice({ known: { analyses, groups, column: usual } }: { known: AnalysisForm }) {
  const chosen = Array.isArray(settings.value.want) ? settings.value.want : [];
  const set = (name: string, value: unknown) => {
    settings.value = withSetting(settings.value, name, value);
  };
  const columns = (edits.value?.columns ?? file.value?.columns ?? []).filter(({ kind }) => kind === "groups");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void computeAnalyses();
      }}
    >
      <div class="row">
        <label for="analysis-column">Domains</label>
        <select
          id="analysis-column"
          value={column.value ?? usual}
          onChange={({ currentTarget }) => {
            column.value = currentTarget.value;
          }}
        >
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="analyses">
        <legend>Analyses</legend>
        {analyses.map(({ name, title, lacks }) => (
          <label key={name} title={lacks && inForm(lacks)}>
            <input
              type="checkbox"
              name="analysis"
              value={name}
              checked={chosen.includes(name)}
              onChange={({ currentTarget: { checked } }) =>
                set("want", checked ? [...chosen, name] : chosen.filter((each) => each !== name))
              }
            />
            {title}
            {lacks !== undefined && <small>{inForm(lacks)}</small>}
          </label>
        ))}
      </fieldset>
      <details>
        <summary>Options</summary>
        {groups.map(({ heading, fields }) => {
          const shown = fields.filter(({ name }) => name !== "want" && name !== "report");
          return (
            shown.length > 0 && (
              <details key={heading} class="group">
                <summary>{heading}</summary>
                {shown.map((field) => (
                  <FieldControl
                    key={field.name}
                    field={field}
                    value={settings.value[field.name]}
                    onChange={(value) => set(field.name, value)}
                  />
                ))}
              </details>
            )
          );
        })}
      </details>
      <button type="submit" class="main" id="compute-analyses" disabled={Object.keys(settings.value).length === 0}>
        Compute
      </button>
    </form>
  );
}

function Computing() {
  const current = computing.value?.steps.at(-1);
  const does = current?.does ?? "Starting";
  return (
    <>
      <p role="status">{does}</p>
      <progress max={1} value={current?.share ?? 0} aria-label={does} />
      <p class="note">
        {current?.left !== undefined && current.left > 0 && `${inWords(current.left)} left in this step.`}
      </p>
      <button type="button" id="stop-analyses" onClick={stopAnalyses}>
        Stop
      </button>
    </>
  );
}
