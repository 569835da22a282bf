import { exploring } from "../state/explored.ts";
import { explorerView, leaveExplorer } from "../state/exploring.ts";
import { failure } from "../state/failure.ts";
import { InspectionPanel } from "./InspectionPanel.tsx";
import { KeptPanel } from "./KeptPanel.tsx";
import { PickPanel } from "./PickPanel.tsx";
import { ProgressPanel } from "./ProgressPanel.tsx";
import { ResultsPanel } from "./ResultsPanel.tsx";
import { SettingsPanel } from "./SettingsPanel.tsx";

/** The whole page, in the order of the work. */
export function Page() {
  const explored = exploring.value;
  const Explorer = explorerView.value;
  if (explored) return Explorer ? <Explorer name={explored.name} onClose={leaveExplorer} /> : null;
  return (
    <>
      <header>
        <h1>cellscape</h1>
        <p class="lead">
          Tissue domains of spatial omics data. Everything is computed in this page; your data stay on this machine.
        </p>
      </header>
      <main>
        <PickPanel />
        {failure.value !== undefined && (
          <div class="warnings" role="alert" id="failure">
            <h2>Error</h2>
            <p>{failure.value}</p>
          </div>
        )}
        <InspectionPanel />
        <SettingsPanel />
        <ProgressPanel />
        <ResultsPanel />
        <KeptPanel />
      </main>
    </>
  );
}
