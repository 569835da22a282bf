import { change, view } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** One more pane: of another layout where there is one that is not shown, else of the same. */
export function addPane(): void {
  const { panes, active } = view.value;
  const shown = panes.map(({ layout }) => layout);
  const layout = file.value?.layouts.find((name) => !shown.includes(name)) ?? panes[active].layout;
  const twin = panes.find((pane) => pane.layout === layout);
  change({
    panes: [...panes, { layout, coloring: panes[active].coloring, camera: twin?.camera }],
    active: panes.length,
  });
}

export function closePane(index: number): void {
  const { panes } = view.value;
  if (panes.length === 1) return;
  change({ panes: panes.filter((_, at) => at !== index), active: Math.max(0, index - 1) });
}

/** Show one sample alone, or all. Panes show all of what there is then. */
export function showSample(sample: string | undefined): void {
  change({ sample, panes: view.value.panes.map((pane) => ({ ...pane, camera: undefined })) });
}
