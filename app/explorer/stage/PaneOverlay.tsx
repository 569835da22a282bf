import { useEffect, useRef } from "preact/hooks";
import { coloringTitle } from "../../../src/explore/state/viewState.ts";
import { toPane } from "../../../src/view/camera.ts";
import { watchPointer } from "../../../src/view/pointer.ts";
import { layoutNamed } from "../state/drawn.ts";
import { brush } from "../state/marks.ts";
import { pointed } from "../state/pointed.ts";
import { tool } from "../state/selection.ts";
import { change, view } from "../state/view.ts";
import { file } from "../state/worker.ts";
import { gesturesOf } from "./gestures.ts";
import { onKey } from "./keys.ts";
import { Marks } from "./Marks.tsx";
import { cameraOf, places } from "./panes.ts";
import { ScaleBar } from "./ScaleBar.tsx";
import { Tip } from "./Tip.tsx";

/** What lies over a pane: its title, names of samples, the scale, the ring around the cell pointed at. It takes the pointer and the keys. */
export function PaneOverlay({ pane }: { pane: number }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? watchPointer(element.current, gesturesOf(pane)) : undefined), [pane]);
  const { left, top, width, height } = places.value[pane];
  const { layout, coloring } = view.value.panes[pane];
  const several = view.value.panes.length > 1;
  const title = `${layout}, coloured by ${coloringTitle(coloring) || "nothing"}`;
  return (
    <div
      ref={element}
      class={`pane${several && view.value.active === pane ? " active" : ""}${tool.value === "move" && !brush.value ? "" : " draws"}`}
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
      role="application"
      aria-roledescription="map"
      aria-label={`Map of ${file.value?.cells.toLocaleString("en") ?? ""} ${file.value?.one ?? "cell"}s: ${title}. Arrow keys go from ${file.value?.one ?? "cell"} to ${file.value?.one ?? "cell"}; plus, minus and 0 zoom.`}
      aria-describedby="map-table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
      tabIndex={0}
      data-pane={pane}
      data-scale={cameraOf(pane)?.scale}
      onKeyDown={(event) => onKey(event, pane)}
      onFocus={() => view.value.active !== pane && change({ active: pane })}
    >
      <div class="pane-title">{title}</div>
      <Names pane={pane} />
      <Marks pane={pane} />
      <Ring pane={pane} />
      <ScaleBar pane={pane} />
      <Tip pane={pane} />
    </div>
  );
}

/** Names of samples above their cells. */
function Names({ pane }: { pane: number }) {
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (!placed || !camera || placed.layout.sections.length === 0) return null;
  const size = places.value[pane];
  const shown = placed.layout.sections.filter(
    ({ name }) => view.value.sample === undefined || name === view.value.sample,
  );
  return (
    <>
      {shown.map(({ name, box }) => {
        const at = toPane(camera, { x: box.left + box.width / 2, y: box.top }, size);
        return (
          <span
            key={name}
            class="section-name"
            style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -120%)` }}
          >
            {name}
          </span>
        );
      })}
    </>
  );
}

/** A ring around the cell that is pointed at, in every pane. */
function Ring({ pane }: { pane: number }) {
  const cell = pointed.value?.cell;
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (cell === undefined || !placed || !camera) return null;
  const { places: xy, diameter } = placed.layout;
  const at = toPane(camera, { x: xy[2 * cell], y: xy[2 * cell + 1] }, places.value[pane]);
  if (Number.isNaN(at.x)) return null;
  const side = Math.min(60, Math.max(3, diameter * view.value.size * camera.scale)) + 8;
  return (
    <i
      class="ring"
      style={{
        width: `${side}px`,
        height: `${side}px`,
        transform: `translate(${at.x - side / 2}px, ${at.y - side / 2}px)`,
      }}
    />
  );
}
