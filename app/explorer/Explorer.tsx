import { useEffect } from "preact/hooks";
import { withSingulars } from "../../src/core/singular.ts";
import { analysisStyle } from "./analyses/style.ts";
import { editStyle } from "./edit/style.ts";
import { mayClose, onLeave, onUndoKey } from "./edit/watch.ts";
import { panels } from "./panels.ts";
import { Stage } from "./stage/Stage.tsx";
import { file, genes, trouble } from "./state/worker.ts";
import { explorerStyle } from "./style.ts";
import { Toolbar } from "./Toolbar.tsx";

let sheet: CSSStyleSheet | undefined;

/** The explorer: the map, and a column of panels. @param onClose goes back to the page of runs; missing where there is none. */
export function Explorer({ name, onClose }: { name: string; onClose?: () => void }) {
  useEffect(() => {
    sheet ??= new CSSStyleSheet();
    sheet.replaceSync(explorerStyle + editStyle + analysisStyle);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    addEventListener("keydown", onUndoKey);
    addEventListener("beforeunload", onLeave);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
      removeEventListener("keydown", onUndoKey);
      removeEventListener("beforeunload", onLeave);
    };
  }, []);
  const opened = file.value;
  return (
    <div class="explorer">
      <header class="explorer-head">
        {onClose && (
          <button
            type="button"
            id="close-explorer"
            onClick={() => mayClose() && onClose()}
            aria-label="Close the explorer"
            title="Close the explorer, and go back to files and runs"
          >
            ← <span class="roomy">Close</span>
          </button>
        )}
        <h1>{name}</h1>
        <p role="status">{statusOf()}</p>
      </header>
      {trouble.value !== undefined && (
        <div class="warnings" role="alert" id="explorer-trouble">
          <h2>Error</h2>
          <p>{trouble.value}</p>
          <button
            type="button"
            onClick={() => {
              trouble.value = undefined;
            }}
          >
            Dismiss
          </button>
        </div>
      )}
      <main class="explorer-main">
        <section class="stage-frame" aria-label="Map">
          <Toolbar />
          {opened ? <Stage /> : <p class="opening">Opening {name}</p>}
        </section>
        {opened && (
          <aside class="panels" aria-label="Panels">
            {panels
              .filter(({ stored }) => !stored || opened.isAnnData)
              .map(({ id, title, Panel, open }) => (
                <details key={id} class="panel" id={`panel-${id}`} open={open}>
                  <summary>
                    <h2>{title}</h2>
                  </summary>
                  <div class="panel-body">
                    <Panel />
                  </div>
                </details>
              ))}
          </aside>
        )}
      </main>
    </div>
  );
}

/** What is open and what is still read, in one line. */
function statusOf(): string {
  const opened = file.value;
  if (!opened) return "";
  const { read, share } = genes.value;
  const size = `${opened.cells.toLocaleString("en")} ${opened.one}s`;
  return withSingulars(
    read
      ? `${size}, ${read.names.length.toLocaleString("en")} genes`
      : `${size}; reading genes, ${Math.floor(100 * share)} %`,
  );
}
