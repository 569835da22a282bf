import { toPane } from "../../../src/view/camera.ts";
import { layoutNamed } from "../state/drawn.ts";
import { marks } from "../state/marks.ts";
import { view } from "../state/view.ts";
import { cameraOf, places } from "./panes.ts";

/** Marks that are drawn at once: more would hide the cells. */
const most = 400;

/** Marked cells of a pane. */
export function Marks({ pane }: { pane: number }) {
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (!placed || !camera || marks.value.length === 0) return null;
  const size = places.value[pane];
  const { places: xy } = placed.layout;
  return (
    <>
      {marks.value.slice(0, most).map(({ cell, color, look }) => {
        const at = toPane(camera, { x: xy[2 * cell], y: xy[2 * cell + 1] }, size);
        if (!(at.x > -20 && at.x < size.width + 20 && at.y > -20 && at.y < size.height + 20)) return null;
        return (
          <i
            key={`${look}${cell}`}
            class={`mark ${look}`}
            data-cell={cell}
            style={{
              transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)`,
              ...(look === "dot" ? { background: color } : { borderColor: color }),
            }}
          />
        );
      })}
    </>
  );
}
