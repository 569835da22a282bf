import { toPane } from "../../../src/view/camera.ts";
import { layoutNamed } from "../state/drawn.ts";
import { facts, pointed } from "../state/pointed.ts";
import { view } from "../state/view.ts";
import { cameraOf, places } from "./panes.ts";

/** What is known of the cell that is pointed at, beside it. */
export function Tip({ pane }: { pane: number }) {
  const at = pointed.value;
  const known = facts.value;
  const placed = layoutNamed(view.value.panes[pane].layout);
  const camera = cameraOf(pane);
  if (at?.pane !== pane || known?.cell !== at.cell || !placed || !camera) return null;
  const { places: xy } = placed.layout;
  const { width, height } = places.value[pane];
  const { x, y } = toPane(camera, { x: xy[2 * at.cell], y: xy[2 * at.cell + 1] }, { width, height });
  const side = x > width / 2 ? { right: `${width - x + 14}px` } : { left: `${x + 14}px` };
  const level = y > height / 2 ? { bottom: `${Math.max(4, height - y + 10)}px` } : { top: `${Math.max(4, y + 10)}px` };
  return (
    <div class="tip" style={{ ...side, ...level }}>
      <strong>{known.name}</strong>
      <dl>
        {known.values.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
