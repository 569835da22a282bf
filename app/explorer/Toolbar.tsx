import type { SelectionMode } from "../../src/explore/selection/steps.ts";
import { zoomedAt } from "../../src/view/camera.ts";
import { cameraOf, homeCamera, moveCamera, places } from "./stage/panes.ts";
import { mode, type Tool, tool } from "./state/selection.ts";
import { view } from "./state/view.ts";

const tools: readonly { readonly tool: Tool; readonly title: string; readonly hint: string }[] = [
  { tool: "move", title: "Move", hint: "Drag to move the map (M)" },
  { tool: "lasso", title: "Lasso", hint: "Draw around cells (L)" },
  { tool: "polygon", title: "Polygon", hint: "Click corners, or Space on a cell; double-click or Enter to close (P)" },
  { tool: "rectangle", title: "Rectangle", hint: "Drag a rectangle (R)" },
];

const modes: readonly { readonly mode: SelectionMode; readonly title: string }[] = [
  { mode: "new", title: "New selection" },
  { mode: "add", title: "Add" },
  { mode: "subtract", title: "Subtract" },
  { mode: "intersect", title: "Intersect" },
];

/** Tools of the map. */
export function Toolbar() {
  const zoom = (factor: number) => {
    const pane = view.value.active;
    const [camera, home] = [cameraOf(pane), homeCamera(pane)];
    const size = places.value[pane];
    if (camera && home)
      moveCamera(pane, zoomedAt(camera, factor, { x: size.width / 2, y: size.height / 2 }, size, home));
  };
  return (
    <div class="toolbar" role="toolbar" aria-label="Tools of the map">
      <span class="segments">
        {tools.map((each) => (
          <button
            key={each.tool}
            type="button"
            title={each.hint}
            data-tool={each.tool}
            aria-pressed={tool.value === each.tool}
            onClick={() => {
              tool.value = each.tool;
            }}
          >
            {each.title}
          </button>
        ))}
      </span>
      {tool.value !== "move" && (
        <select
          aria-label="Selection mode"
          value={mode.value}
          onChange={({ currentTarget }) => {
            mode.value = currentTarget.value as SelectionMode;
          }}
        >
          {modes.map((each) => (
            <option key={each.mode} value={each.mode}>
              {each.title}
            </option>
          ))}
        </select>
      )}
      <span class="segments end">
        <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom(1.6)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" title="Zoom out (-)" onClick={() => zoom(1 / 1.6)}>
          −
        </button>
        <button type="button" title="Show all cells (0)" onClick={() => moveCamera(view.value.active, undefined)}>
          Reset view
        </button>
      </span>
    </div>
  );
}
