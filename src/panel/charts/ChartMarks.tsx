import * as l10n from "@vscode/l10n";
import { useState } from "preact/hooks";
import { type Mark, markAt, steppedMark } from "./data/marks";

interface ChartMarksProps {
  readonly marks: readonly Mark[];
  /** Marks in a row, where they stand in rows and columns. */
  readonly columns: number | undefined;
  readonly selected: number | undefined;
  readonly onSelect: (sample: number) => void;
}

/**
 * What a chart shows, mark by mark: the one under the pointer, or under the arrow keys, is outlined and says its value; a click or
 * Enter selects its sample. To a screen reader it is a slider along the marks, whose value is what the mark says.
 */
export function ChartMarks({ marks, columns, selected, onSelect }: ChartMarksProps) {
  const [current, setCurrent] = useState<number>();
  if (marks.length === 0) return null;
  const at = current === undefined || current >= marks.length ? undefined : current;
  const mark = at === undefined ? undefined : marks[at];
  const select = ({ sample }: Mark) => sample !== undefined && onSelect(sample);
  const entry = () => Math.max(selected === undefined ? 0 : marks.findIndex(({ sample }) => sample === selected), 0);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setCurrent(undefined);
    else if (event.key === "Enter" || event.key === " ") select(marks[at ?? entry()]);
    else {
      const next = steppedMark(marks.length, columns, at ?? entry(), event.key);
      if (next === undefined) return;
      setCurrent(next);
    }
    event.preventDefault();
  };

  const underPointer = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top } = (currentTarget as HTMLElement).getBoundingClientRect();
    return markAt(marks, clientX - left, clientY - top);
  };

  return (
    <>
      <div
        class={mark?.sample === undefined ? "chart-marks" : "chart-marks pointed"}
        role="slider"
        tabIndex={0}
        aria-label={l10n.t("Marks of the chart")}
        aria-valuemin={1}
        aria-valuemax={marks.length}
        aria-valuenow={(at ?? entry()) + 1}
        aria-valuetext={marks[at ?? entry()].words()}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && setCurrent(entry())}
        onBlur={() => setCurrent(undefined)}
        onPointerMove={(event) => setCurrent(underPointer(event))}
        onPointerLeave={() => setCurrent(undefined)}
        onClick={(event) => {
          const clicked = underPointer(event as unknown as PointerEvent);
          if (clicked !== undefined) select(marks[clicked]);
        }}
      />
      {mark !== undefined && <Readout mark={mark} />}
    </>
  );
}

function Readout({ mark: { box, words } }: { readonly mark: Mark }) {
  const style = {
    "--x": `${box.x}px`,
    "--y": `${box.y}px`,
    "--w": `${box.width}px`,
    "--h": `${box.height}px`,
  };
  return (
    <div class="chart-readout" style={style} aria-hidden="true">
      <span class="mark-outline" />
      <span class="mark-words">{words()}</span>
    </div>
  );
}
