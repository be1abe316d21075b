import { useId } from "preact/hooks";
import { formatShort } from "../../render/numbers";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Sliders that are finer at one end: place on the slider to value, and back. */
  readonly scale?: { readonly toValue: (place: number) => number; readonly toPlace: (value: number) => number };
  readonly changed: boolean;
  /** A few words after the field. */
  readonly note?: string;
  readonly onChange: (value: number) => void;
}

/** A number by slider or by field; the field takes values beyond the slider's ends. */
export function Slider({ label, value, min, max, step, scale, changed, note, onChange }: SliderProps) {
  const id = useId();
  const place = scale?.toPlace(value) ?? value;
  return (
    <div class={changed ? "slider changed" : "slider"}>
      <label for={id}>{label}</label>
      <input
        type="range"
        aria-label={label}
        min={min}
        max={max}
        step={step}
        value={Number.isNaN(place) ? min : Math.min(max, Math.max(min, place))}
        aria-valuetext={formatShort(value)}
        onInput={({ currentTarget: { valueAsNumber } }) => onChange(scale?.toValue(valueAsNumber) ?? valueAsNumber)}
      />
      <input
        id={id}
        class="text-field"
        type="number"
        step="any"
        // A field of numbers has none that are not finite.
        value={Number.isFinite(value) ? Number(value.toPrecision(12)) : ""}
        placeholder={formatShort(value)}
        onInput={({ currentTarget: { valueAsNumber } }) => {
          if (Number.isFinite(valueAsNumber)) onChange(valueAsNumber);
        }}
      />
      <span class="slider-note">{note}</span>
    </div>
  );
}
