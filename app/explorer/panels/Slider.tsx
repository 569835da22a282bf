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
