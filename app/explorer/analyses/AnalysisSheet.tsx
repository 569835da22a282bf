import { useEffect, useRef, useState } from "preact/hooks";
import { figureScript } from "../../../src/report/script/figures.ts";
import { tableScript } from "../../../src/report/script/tables.ts";
import { Warnings } from "../../panels/Warnings.tsx";
import { canSaveFolder, saveFolder, saveZip } from "../../state/saving.ts";
import { download } from "../edit/saving.ts";
import { mayClose } from "../edit/watch.ts";
import { reporting } from "../state/worker.ts";
import { type DoneAnalysis, lacksEdits, shownAnalysis } from "./computing.ts";
import { openAnalysed } from "./openAnalysed.ts";

/** Figures and tables of analyses, as the report shows them. */
export function AnalysisSheet({ analysis }: { analysis: DoneAnalysis }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isBusy, setBusy] = useState(false);
  const { title, parts, files, warnings, notes } = analysis;
  useEffect(() => {
    dialog.current?.showModal();
    if (!content.current) return undefined;
    tableScript(content.current);
    return figureScript(content.current);
  }, []);
  const close = () => {
    shownAnalysis.value = undefined;
  };
  const saving = async (save: () => Promise<void>) => {
    setBusy(true);
    await reporting(save);
    setBusy(false);
  };
  const result = files.find(({ name }) => name === "result.h5ad");
  return (
    <dialog ref={dialog} class="analysis" aria-label={title} onClose={close}>
      <header>
        <h2>{title}</h2>
        <span class="row">
          {result && (
            <>
              <button
                type="button"
                id="open-analysed"
                onClick={() => (!lacksEdits(analysis) || mayClose()) && void openAnalysed(analysis)}
              >
                Show on the map
              </button>
              <button type="button" disabled={isBusy} onClick={() => download(result.content, "result.h5ad")}>
                Save result.h5ad
              </button>
            </>
          )}
          <button
            type="button"
            id="save-analysis"
            disabled={isBusy}
            onClick={() => saving(() => saveZip(files, `${title.replaceAll(/[^\w-]+/g, "-")}.zip`))}
          >
            Save all as .zip
          </button>
          {canSaveFolder && (
            <button type="button" disabled={isBusy} onClick={() => saving(() => saveFolder(files))}>
              Save all into a folder
            </button>
          )}
          <button type="button" id="close-analysis" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </span>
      </header>
      <div ref={content} class="analysis-parts">
        <Warnings texts={warnings} />
        {parts.length === 0 && <p>No figures or tables to show: what was computed is in the files.</p>}
        {parts.map((part) => (
          <section key={part.id} id={`part-${part.id}`}>
            <h3>{part.title}</h3>
            {/* Made by the report, which escapes what data name. */}
            <div dangerouslySetInnerHTML={{ __html: part.html }} />
          </section>
        ))}
        <details id="analysis-notes" open={parts.length === 0}>
          <summary>Notes</summary>
          <ul class="steps">
            {notes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      </div>
    </dialog>
  );
}
