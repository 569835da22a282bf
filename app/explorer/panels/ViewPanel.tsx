import { activePane, change, changePane, view } from "../state/view.ts";
import { file } from "../state/worker.ts";

/** How the active pane is drawn. */
export function ViewPanel() {
  const { layout } = activePane.value;
  const layouts = file.value?.layouts ?? [];
  return (
    <>
      {layouts.length > 1 && (
        <div class="row">
          <label for="pane-layout">Layout</label>
          <select
            id="pane-layout"
            value={layout}
            onChange={({ currentTarget }) =>
              changePane(view.value.active, { layout: currentTarget.value, camera: undefined })
            }
          >
            {layouts.map((name) => (
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
        value={view.value.size}
        onInput={(size) => change({ size })}
      />
      <Slider
        id="point-opacity"
        title="Opacity"
        low={0}
        high={1}
        value={view.value.opacity}
        onInput={(opacity) => change({ opacity })}
      />
    </>
  );
}

interface SliderProps {
  readonly id: string;
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly onInput: (value: number) => void;
}

/** A number between two ends. */
export function Slider({ id, title, low, high, value, onInput }: SliderProps) {
  return (
    <div class="row">
      <label for={id}>{title}</label>
      <input
        id={id}
        type="range"
        min={low}
        max={high}
        step={(high - low) / 100}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
      />
    </div>
  );
}
