import { withSingulars } from "../../src/core/singular.ts";
import { forget, forgetGenes, kept, openKept } from "../state/kept.ts";
import { work } from "../state/session.ts";
import { sizeOf } from "./sizeOf.ts";

/** Results and unfinished work that this browser keeps. */
export function KeptPanel() {
  const { runs = [], genes = { files: 0, bytes: 0 }, free, isLasting = true } = kept.value ?? {};
  const isRunning = work.value.kind === "running";
  if (!isLasting) {
    return (
      <section>
        <p class="note">Private windows store no files: save the results before closing, or use a normal window.</p>
      </section>
    );
  }
  if (runs.length === 0 && genes.files === 0) return null;
  return (
    <section aria-labelledby="kept-title">
      <h2 id="kept-title">Kept in this browser</h2>
      <ul class="kept">
        {runs.map((run) => (
          <li key={run.folder}>
            <span>
              <strong>{run.name}</strong>{" "}
              <small>
                {run.isFinished ? "" : "unfinished: pick the same input to continue, "}
                {sizeOf(run.bytes)},{" "}
                {new Date(run.changed).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })}
              </small>
            </span>
            <span class="controls">
              {run.isFinished && (
                <button type="button" disabled={isRunning} onClick={() => openKept(run)}>
                  Show <span class="hidden">results of {run.name}</span>
                </button>
              )}
              <button type="button" disabled={isRunning} onClick={() => forget(run)}>
                Delete <span class="hidden">{run.name}</span>
              </button>
            </span>
          </li>
        ))}
        {genes.files > 0 && (
          <li id="kept-genes">
            <span>
              <strong>Genes of opened files</strong>{" "}
              <small>
                {withSingulars(`${genes.files} files`)}, {sizeOf(genes.bytes)}: they open at once the next time
              </small>
            </span>
            <span class="controls">
              <button type="button" onClick={forgetGenes}>
                Delete <span class="hidden">genes of opened files</span>
              </button>
            </span>
          </li>
        )}
      </ul>
      {free !== undefined && <p class="note">{sizeOf(free)} available.</p>}
    </section>
  );
}
