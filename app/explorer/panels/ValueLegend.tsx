import { percentile, type ShownValues } from "../../../src/explore/columns/shown.ts";
import { numberText } from "../../../src/explore/columns/valueText.ts";
import type { Coloring } from "../../../src/explore/state/viewState.ts";
import { type ColorMapName, colorOf } from "../../../src/figure/color/colorMap.ts";
import { limitsOf } from "../stage/points.ts";
import { scaleOf, setScale } from "../state/view.ts";

const maps: readonly ColorMapName[] = ["viridis", "light", "diverging"];

/** The scale of values, and what changes it: limits by hand or by percentiles, logarithm, colours. */
export function ValueLegend({ shown, coloring }: { shown: ShownValues; coloring: Coloring }) {
  const scale = scaleOf(coloring);
  const { from, to } = limitsOf(shown, scale);
  const stops = Array.from({ length: 17 }, (_, i) => colorOf(scale.map, i / 16));
  const limit = (end: "from" | "to", value: number) => (
    <input
      id={`limit-${end}`}
      type="number"
      step="any"
      aria-label={end === "from" ? "Lowest value of the colours" : "Highest value of the colours"}
      value={Number(value.toPrecision(4))}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.valueAsNumber;
        setScale(coloring, { [end]: Number.isFinite(typed) ? typed : undefined });
      }}
    />
  );
  return (
    <>
      <div class="ramp" style={{ background: `linear-gradient(to right, ${stops.join(",")})` }} />
      <div class="ends">
        <span>{`${from > shown.low ? "≤ " : ""}${numberText(from)}`}</span>
        <span>
          {shown.name}
          {shown.unit !== "" && `, ${shown.unit}`}
        </span>
        <span>{`${to < shown.high ? "≥ " : ""}${numberText(to)}`}</span>
      </div>
      <div class="row limits">
        {limit("from", from)} <span>to</span> {limit("to", to)}
      </div>
      <div class="row">
        <button
          type="button"
          onClick={() => setScale(coloring, { from: percentile(shown, 0.01), to: percentile(shown, 0.99) })}
        >
          1 to 99 %
        </button>
        <button type="button" onClick={() => setScale(coloring, { from: shown.low, to: shown.high })}>
          All values
        </button>
        <label>
          <input
            type="checkbox"
            id="scale-log"
            checked={scale.log}
            onChange={({ currentTarget }) => setScale(coloring, { log: currentTarget.checked })}
          />
          log
        </label>
      </div>
      <div class="row">
        <label for="scale-map">Colours</label>
        <select
          id="scale-map"
          value={scale.map}
          onChange={({ currentTarget }) => setScale(coloring, { map: currentTarget.value as ColorMapName })}
        >
          {maps.map((map) => (
            <option key={map}>{map}</option>
          ))}
        </select>
      </div>
      {shown.missing > 0 && <p class="note">{shown.missing.toLocaleString("en")} without a value, in grey.</p>}
    </>
  );
}
