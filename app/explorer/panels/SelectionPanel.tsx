import { selectionMask, setSelection } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** What is selected. */
export function SelectionPanel() {
  const found = selectionMask.value;
  const one = file.value?.one ?? "cell";
  if (view.value.selection.length === 0 || !found) {
    return <p class="note">Draw a lasso, a polygon or a rectangle around {one}s to select them.</p>;
  }
  const share = (100 * found.count) / Math.max(1, file.value?.cells ?? 1);
  return (
    <div class="row">
      <strong id="selected-count">
        {found.count.toLocaleString("en")} {one}s
      </strong>
      <span>{share.toFixed(1)} %</span>
      <button type="button" onClick={() => setSelection([])}>
        Clear
      </button>
    </div>
  );
}
