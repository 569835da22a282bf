import { tissueName } from "../../../src/explore/layouts/layout.ts";
import { layoutNamed } from "../state/drawn.ts";
import { pictures } from "../state/pictures.ts";
import { view } from "../state/view.ts";
import { cameraOf } from "./panes.ts";

/** The scale of a layout whose unit is known. */
export function ScaleBar({ pane }: { pane: number }) {
  const { layout } = view.value.panes[pane];
  const unitUm = layoutNamed(layout)?.layout.unitUm ?? (layout === tissueName ? pictures.value.unitUm : undefined);
  const camera = cameraOf(pane);
  if (unitUm === undefined || !camera) return null;
  const { width, text } = barOf(unitUm / camera.scale);
  return (
    <div class="scale-bar" style={{ width: `${width}px` }}>
      {text}
    </div>
  );
}

/** A round length of at most 140 pixels. @param um micrometres per pixel. */
export function barOf(um: number): { readonly width: number; readonly text: string } {
  const most = 140 * um;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((step) => step * power).find((each) => each <= most) ?? power;
  const text = length >= 1000 ? `${length / 1000} mm` : length >= 1 ? `${length} µm` : `${length * 1000} nm`;
  return { width: length / um, text };
}
