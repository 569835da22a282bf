import { PyramidChoice } from "../pyramid/PyramidChoice.tsx";
import { pyramid } from "../pyramid/pyramid.ts";
import { addPane, closePane, showSample } from "../stage/arrange.ts";
import { pictures } from "../state/pictures.ts";
import { activePane, change, changePane, setColoring, view } from "../state/view.ts";
import { file, hasSecond } from "../state/worker.ts";
import { Slider } from "./Slider.tsx";

/** Panes that are drawn at most. */
const mostPanes = 4;

/** Which panes there are, and how cells are drawn. */
export function ViewPanel() {
  const opened = file.value;
  if (!opened) return null;
  const { panes, active, linked, size, opacity, picture, fade } = view.value;
  const { layout, coloring } = activePane.value;
  return (
    <>
      <div class="row">
        <label for="pane-layout">Layout</label>
        <select
          id="pane-layout"
          value={layout}
          onChange={({ currentTarget }) => changePane(active, { layout: currentTarget.value, camera: undefined })}
        >
          {opened.layouts.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <div class="row">
        <button type="button" id="add-pane" disabled={panes.length >= mostPanes} onClick={addPane}>
          Add a view
        </button>
        <button type="button" id="close-pane" disabled={panes.length === 1} onClick={() => closePane(active)}>
          Close this view
        </button>
        {panes.length > 1 && (
          <label>
            <input
              type="checkbox"
              id="linked"
              checked={linked}
              onChange={({ currentTarget }) => change({ linked: currentTarget.checked })}
            />
            Move together
          </label>
        )}
      </div>
      {opened.samples && (
        <div class="row">
          <label for="sample">Sample</label>
          <select
            id="sample"
            value={view.value.sample ?? ""}
            onChange={({ currentTarget }) => showSample(currentTarget.value || undefined)}
          >
            <option value="">all, side by side</option>
            {opened.samples.categories.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      )}
      <Slider
        id="point-size"
        title="Size"
        low={0.2}
        high={4}
        value={size}
        onInput={(value) => change({ size: value })}
      />
      <Slider
        id="point-opacity"
        title="Opacity"
        low={0}
        high={1}
        value={opacity}
        onInput={(value) => change({ opacity: value })}
      />
      {(pictures.value.tiles.length > 0 || pyramid.value) && (
        <Slider
          id="picture-opacity"
          title="Picture"
          low={0}
          high={1}
          value={picture}
          onInput={(value) => change({ picture: value })}
        />
      )}
      <PyramidChoice />
      {opened.confidence !== undefined && (
        <Slider id="fade" title="Fade" low={0} high={1} value={fade} onInput={(value) => change({ fade: value })} />
      )}
      {opened.confidence !== undefined && <p class="note">Fade: the lower the confidence, the paler.</p>}
      {hasSecond.value && opened.domain !== undefined && (
        <button
          type="button"
          id="second"
          aria-pressed={coloring.kind === "second"}
          onClick={() =>
            setColoring({ kind: coloring.kind === "second" ? "column" : "second", name: opened.domain ?? "" })
          }
        >
          Second likeliest domain
        </button>
      )}
    </>
  );
}
