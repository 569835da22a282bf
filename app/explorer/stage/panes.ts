import { computed, signal } from "@preact/signals";
import { tissueName } from "../../../src/explore/layouts/layout.ts";
import type { Coloring } from "../../../src/explore/state/viewState.ts";
import { type Box, type Camera, fitCamera } from "../../../src/view/camera.ts";
import type { Layer, Pane, PointLayer } from "../../../src/view/frame.ts";
import type { PlacedLayout } from "../../messages/explorerCalls.ts";
import type { Seen } from "../pyramid/tiles.ts";
import { layoutNamed, shownBy } from "../state/drawn.ts";
import { change, view } from "../state/view.ts";
import { file } from "../state/worker.ts";
import { outlines } from "./outlines.ts";
import { pictureLayers } from "./pictures.ts";
import { pointLayer } from "./points.ts";

/** CSS pixels of the canvas. */
export const stageSize = signal({ width: 0, height: 0 });

/** Between panes. */
const gap = 8;

/** Places of panes on the canvas: side by side, below each other on a narrow one. */
export const places = computed(() => {
  const { width, height } = stageSize.value;
  const count = view.value.panes.length;
  const columns = width >= height ? Math.ceil(Math.sqrt(count)) : count > 2 ? 2 : 1;
  const rows = Math.ceil(count / columns);
  const wide = (width - gap * (columns - 1)) / columns;
  const high = (height - gap * (rows - 1)) / rows;
  return view.value.panes.map((_, at) => ({
    left: (at % columns) * (wide + gap),
    top: Math.floor(at / columns) * (high + gap),
    width: Math.max(1, wide),
    height: Math.max(1, high),
  }));
});

/** The box of the plane that a pane shows at first: all cells, or those of the sample that is shown. */
export function homeBox(index: number): Box | undefined {
  const placed = layoutNamed(view.value.panes[index].layout);
  const section = placed?.layout.sections.find(({ name }) => name === view.value.sample);
  return section?.box ?? placed?.layout.box;
}

export function homeCamera(index: number): Camera | undefined {
  const box = homeBox(index);
  return box && fitCamera(box, places.value[index], 34);
}

export const cameraOf = (index: number): Camera | undefined => view.value.panes[index].camera ?? homeCamera(index);

/** Move a pane, and with it those of the same layout where panes are linked. */
export function moveCamera(index: number, camera: Camera | undefined): void {
  const { panes, linked } = view.value;
  const { layout } = panes[index];
  change({
    panes: panes.map((pane, at) => (at === index || (linked && pane.layout === layout) ? { ...pane, camera } : pane)),
  });
}

/** Bring a cell into the middle of a pane, larger where it would be a dot among many. */
export function centreOn(index: number, cell: number): void {
  const placed = layoutNamed(view.value.panes[index].layout);
  const [camera, home] = [cameraOf(index), homeCamera(index)];
  if (!placed || !camera || !home) return;
  const { places: xy } = placed.layout;
  const scale = Math.max(camera.scale, 4 * home.scale);
  moveCamera(index, { ...camera, x: xy[2 * cell], y: xy[2 * cell + 1], scale });
}

/** Cells as they were drawn last, by pane: they stay until the next colouring has arrived. */
const drawnLast = new Map<number, PointLayer>();

function pointsOf(index: number, placed: PlacedLayout, coloring: Coloring): PointLayer | undefined {
  const shown = shownBy(coloring);
  const points = shown && pointLayer(placed, coloring, shown);
  const last = drawnLast.get(index);
  if (!points) return last?.places === placed.layout.places ? last : undefined;
  drawnLast.set(index, points);
  return points;
}

/** What the canvas shows, as far as it has arrived. */
export const frame = computed<Pane[]>(() => {
  if (!file.value || stageSize.value.width === 0) {
    drawnLast.clear();
    return [];
  }
  return view.value.panes.flatMap((pane, at): Pane[] => {
    const placed = layoutNamed(pane.layout);
    const camera = cameraOf(at);
    if (!placed || !camera) return [];
    const points = pointsOf(at, placed, pane.coloring);
    const layers: Layer[] = [
      ...pictureLayers(placed.layout, { camera, size: places.value[at] }),
      ...(points ? [points] : []),
      ...outlines(at, pane.layout),
    ];
    return [{ ...places.value[at], camera, layers }];
  });
});

/** What panes of the tissue show of a picture under it. */
export const seenTissue = computed<Seen[]>(() => {
  if (!file.value || stageSize.value.width === 0 || view.value.picture <= 0) return [];
  return view.value.panes.flatMap(({ layout }, at): Seen[] => {
    const camera = layout === tissueName ? cameraOf(at) : undefined;
    return camera ? [{ camera, size: places.value[at] }] : [];
  });
});
