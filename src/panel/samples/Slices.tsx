import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import type { SampleAxis, Slice } from "./sampleAxes";

interface SlicesProps {
  readonly axes: readonly SampleAxis[];
  readonly slice: Slice;
  readonly onSlice: (slice: Slice) => void;
}

/** Holds an index fast along some of the axes, so that only the samples there are shown. */
export function Slices({ axes, slice, onSlice }: SlicesProps) {
  const id = useId();
  if (axes.length < 2) return null;
  return (
    <fieldset class="slices">
      <legend>{l10n.t("Slice")}</legend>
      {axes.map(({ dim, size }, axis) => (
        <span key={dim} class="slice">
          <label for={`${id}-${dim}`}>{l10n.t("dim {0}", dim)}</label>
          <input
            id={`${id}-${dim}`}
            class="text-field"
            type="number"
            min="0"
            max={size - 1}
            placeholder={l10n.t("all {0}", size)}
            value={slice[axis] ?? ""}
            onInput={({ currentTarget }) => {
              const index = currentTarget.value === "" ? undefined : currentTarget.valueAsNumber;
              const valid = index === undefined || (Number.isInteger(index) && index >= 0 && index < size);
              currentTarget.setAttribute("aria-invalid", String(!valid));
              if (valid) onSlice(axes.map((_, other) => (other === axis ? index : slice[other])));
            }}
          />
        </span>
      ))}
      {slice.some((index) => index !== undefined) && (
        <button type="button" class="quiet" onClick={() => onSlice([])}>
          {l10n.t("Show all")}
        </button>
      )}
    </fieldset>
  );
}
