import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { withSingulars } from "../../../src/core/singular.ts";
import { drawnColor } from "../../../src/explore/columns/palettes.ts";
import type { ShownKind } from "../../../src/explore/kinds/shownKinds.ts";
import { showNewest } from "../../state/newest.ts";
import { layoutNamed, shownBy } from "../state/drawn.ts";
import { dark } from "../state/look.ts";
import { activePane, change, view } from "../state/view.ts";
import { file, reporting, worker } from "../state/worker.ts";
import { editing, edits, makeEdit, openEdits } from "./edits.ts";

/** Kinds of the open file; undefined until they have arrived. */
const kinds = signal<readonly ShownKind[] | undefined>(undefined);

/** Kinds of partition beside each other; a click makes one the domains. */
export function KindsPanel() {
  const done = edits.value?.edits.length;
  useEffect(() => void openEdits(), [file.value?.name]);
  useEffect(() => {
    if (done === undefined) return;
    void reporting(() => showNewest(kinds, () => worker().call("kinds", undefined)));
  }, [done, file.value?.name]);
  const found = kinds.value;
  if (!found) return <p class="note">Reading</p>;
  if (found.length < 2) {
    return (
      <p class="note">
        This file holds one partition. <code>cellscape run --want alternatives</code> finds the other kinds.
      </p>
    );
  }
  return (
    <>
      <ul class="kinds">
        {found.map((kind) => (
          <li key={kind.column}>
            <button
              type="button"
              data-kind={kind.kind}
              aria-pressed={kind.kind === 1}
              disabled={kind.kind === 1 || editing.value !== undefined}
              title={kind.kind === 1 ? "The domains" : "Make this kind the domains"}
              onClick={() => makeEdit({ edit: "kind", kind: kind.kind })}
            >
              <SmallMap kind={kind} />
              <strong>{kind.kind === 1 ? "Domains" : `Kind ${kind.kind}`}</strong>
              <small>{wordsOn(kind)}</small>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" id="kinds-beside" onClick={() => showBeside(found)}>
        Side by side on the map
      </button>
    </>
  );
}

function wordsOn({ kind, support, ari, differing }: ShownKind): string {
  const share = support === undefined ? "" : `${Math.round(100 * support)} % of partitions`;
  if (kind === 1) return share;
  const apart = withSingulars(`${differing.toLocaleString("en")} cells differ, ARI ${ari.toFixed(2)}`);
  return share === "" ? apart : `${share}, ${apart}`;
}

function showBeside(found: readonly ShownKind[]): void {
  const { layout } = activePane.value;
  const panes = found.map(({ column }) => ({
    layout,
    coloring: { kind: "column" as const, name: column },
    camera: undefined,
  }));
  change({ panes: panes.slice(0, 4), active: 0, linked: true });
}

const side = 128;
/** Cells that a small map draws. */
const most = 20_000;

/** The tissue in the colours of a kind. */
function SmallMap({ kind: { column, colors } }: { kind: ShownKind }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const placed = layoutNamed(view.value.panes[0].layout);
  const shown = shownBy({ kind: "column", name: column });
  const isDark = dark.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !placed || shown?.kind !== "groups") return;
    const { places, box } = placed.layout;
    const scale = (2 * side - 8) / Math.max(box.width, box.height, 1e-9);
    context.clearRect(0, 0, 2 * side, 2 * side);
    const order = file.value?.order.subarray(0, most) ?? [];
    const left = side - (box.left + box.width / 2) * scale;
    const top = side - (box.top + box.height / 2) * scale;
    const dot = Math.max(1.5, placed.layout.diameter * scale);
    const styles = colors.map((color) => `rgb(${drawnColor(color, { dark: isDark }).join(" ")})`);
    for (const cell of order) {
      context.fillStyle = styles[shown.codes[cell]] ?? "#9aa3ad";
      context.fillRect(left + places[2 * cell] * scale, top + places[2 * cell + 1] * scale, dot, dot);
    }
  }, [placed, shown, colors, isDark]);
  return <canvas ref={canvas} width={2 * side} height={2 * side} style={{ width: `${side}px`, height: `${side}px` }} />;
}
