import type { SelectionMarkers } from "../../../src/explore/markers/selectionMarkers.ts";
import { saveText } from "../saveText.ts";
import { isTesting, markers, rankGenes } from "../state/markers.ts";
import { selectionMask, setSelection } from "../state/selection.ts";
import { activePane, change, setColoring, view } from "../state/view.ts";
import { genes } from "../state/worker.ts";

/** Genes that are listed; all are in the saved table. */
const most = 50;

/** Marker genes of the selection against the rest or against another selection. */
export function MarkerPanel() {
  const { read } = genes.value;
  const { against } = view.value;
  if (!read) return <p class="note">Reading genes</p>;
  const hasSelection = selectionMask.value !== undefined;
  const found = markers.value;
  return (
    <>
      <div class="row">
        <button type="button" id="rank-genes" disabled={!hasSelection} onClick={rankGenes}>
          Find markers
        </button>
        <span>against {against ? "the kept selection" : "the rest"}</span>
      </div>
      <div class="row">
        {against ? (
          <button type="button" onClick={() => change({ against: undefined })}>
            Against the rest
          </button>
        ) : (
          <button
            type="button"
            id="keep-against"
            disabled={!hasSelection}
            onClick={() => {
              change({ against: view.value.selection });
              void setSelection([]);
            }}
          >
            Use this selection as reference
          </button>
        )}
      </div>
      {!hasSelection && !found && <p class="note">Select cells first. The test is Wilcoxon's rank-sum test.</p>}
      {isTesting.value && <progress aria-label="Testing genes" />}
      {found && <Table found={found} names={read.names} />}
    </>
  );
}

function Table({ found, names }: { found: SelectionMarkers; names: readonly string[] }) {
  const { order, scores, logFoldChanges, fractionsIn, fractionsOut, adjustedPValues } = found;
  const { coloring } = activePane.value;
  const shown = coloring.kind === "gene" ? coloring.name : undefined;
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const csv = () => {
    const lines = Array.from(order, (u) =>
      [`"${names[u]}"`, scores[u], logFoldChanges[u], fractionsIn[u], fractionsOut[u], adjustedPValues[u]].join(","),
    );
    return ["gene,score,log2_fold_change,fraction_in,fraction_out,p_adjusted", ...lines, ""].join("\n");
  };
  return (
    <>
      <p class="note">
        {found.cells.toLocaleString("en")} against {found.otherCells.toLocaleString("en")} cells
        {order.length < names.length && `; ${order.length} of ${names.length} genes so far`}
      </p>
      <div class="scroll">
        <table id="markers" aria-label="Markers of the selection">
          <thead>
            <tr>
              <th>gene</th>
              <th class="number">log2 FC</th>
              <th class="share">in</th>
              <th class="share">out</th>
              <th class="p">adj. p</th>
            </tr>
          </thead>
          <tbody>
            {Array.from(order.subarray(0, most), (u) => (
              <tr key={names[u]}>
                <td>
                  <button
                    type="button"
                    class="link"
                    aria-pressed={names[u] === shown}
                    onClick={() => setColoring({ kind: "gene", name: names[u] })}
                  >
                    {names[u]}
                  </button>
                </td>
                <td class="number">{logFoldChanges[u].toFixed(2)}</td>
                <td class="share">{percent(fractionsIn[u])}</td>
                <td class="share">{percent(fractionsOut[u])}</td>
                <td class="p">{pText(adjustedPValues[u])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="row">
        <button type="button" disabled={isTesting.value} onClick={() => saveText("markers.csv", csv())}>
          CSV
        </button>
      </div>
    </>
  );
}

function pText(p: number): string {
  if (Number.isNaN(p)) return "…";
  return p < 1e-300 ? "< 1e-300" : p < 1e-3 ? p.toExponential(1) : p.toFixed(3);
}
