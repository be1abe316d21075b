import { useId } from "preact/hooks";

export interface Segment<Value> {
  readonly value: Value;
  readonly label: string;
}

interface SegmentsProps<Value> {
  readonly legend: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** One choice out of a few, all in view: a radio group, so that arrow keys and screen readers know it. */
export function Segments<Value extends string | number>({ legend, segments, value, onChoose }: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend>{legend}</legend>
      <div class="segments-row">
        {segments.map((segment) => (
          <label key={segment.value} class="segment">
            <input
              type="radio"
              class="visually-hidden"
              name={name}
              checked={segment.value === value}
              onChange={() => onChoose(segment.value)}
            />
            <span>{segment.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
