import { inWords } from "../state/runProgress.ts";
import { progress, stopRun, work } from "../state/session.ts";
import { Warnings } from "./Warnings.tsx";

/** How far a run is, and what it reported. */
export function ProgressPanel() {
  const { steps, notes, warnings } = progress.value;
  const running = work.value.kind === "running" ? work.value : undefined;
  if (steps.length === 0 && !running) return null;
  const current = steps.at(-1);
  return (
    <section aria-labelledby="progress-title">
      <h2 id="progress-title">{running ? "Working" : "What was done"}</h2>
      {running && (
        <>
          <p role="status">{current?.does ?? "Starting"}</p>
          <progress max={1} value={current?.share ?? 0} aria-label={current?.does ?? "Starting"} />
          <p class="note">
            {current?.left !== undefined && current.left > 0 ? `${inWords(current.left)} left in this step. ` : ""}
            {current?.detail}
          </p>
          <button type="button" id="stop" onClick={stopRun} disabled={running.stopping}>
            {running.stopping ? "Stopping, keeping results so far" : "Stop and keep results so far"}
          </button>
          <p class="note">
            Unfinished work is kept in this browser: after closing the page, pick the same input to go on.
          </p>
        </>
      )}
      <Warnings texts={warnings} />
      <details open={running !== undefined}>
        <summary>Plan and steps</summary>
        <ul class="steps">
          {notes.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <ol class="steps">
          {steps.map(({ does, took }) => (
            <li key={does}>
              {does}
              {took !== undefined && took >= 0.1 && <small> {inWords(took)}</small>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
