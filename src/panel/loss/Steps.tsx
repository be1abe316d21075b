import * as l10n from "@vscode/l10n";
import type { SampleGradient } from "../../engine/sampleGradient";
import { elementIndex } from "../../engine/sampleLayout";
import { formatShape } from "../../render/numbers";
import { opsCode } from "../../render/pipelineText";
import { pythonName } from "../../render/writtenText";
import { inputTitle } from "../pair/argumentNames";
import type { SampleTable } from "../samples/sampleTable";
import { NumberGrid } from "../shared/NumberGrid";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated } from "../state";

interface StepsProps {
  /** Of its element. */
  readonly id: string;
  readonly evaluated: Evaluated;
  readonly table: SampleTable;
  readonly gradient: SampleGradient | undefined;
}

/** The tables between the input and the loss, as one would print them step by step, and what comes back to the input. */
export function Steps({ id, evaluated: { snapshot, report }, table, gradient }: StepsProps) {
  const { inputLiteral, input } = report;
  const { layout, marks } = table;
  const [open, setOpen] = useUnfolded("steps", layout.count <= 16 && layout.classes <= 12);
  const name = inputTitle(snapshot, inputLiteral);
  const tables = [
    { title: name, of: input },
    ...table.steps.map(({ ops, tensor }) => ({ title: opsCode(ops, pythonName(name)), of: tensor })),
    ...(gradient === undefined ? [] : [{ title: `${name}.grad`, of: gradient }]),
  ];
  const classNames = Array.from({ length: layout.classes }, (_, column) => table.className(column));
  return (
    <details class="steps section" id={id} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{l10n.t("Steps between")}</h2>{" "}
        <span class="count">{l10n.t("{0} tables, {1}", tables.length, formatShape(input.shape))}</span>
      </summary>
      {open && (
        <div class="step-tables">
          {layout.classes === 1 ? (
            <figure class="step">
              <NumberGrid
                label={tables.map(({ title }) => title).join(", ")}
                rows={layout.count}
                columns={tables.map(({ title }) => title)}
                values={tables.map(({ of }) => of.data)}
                at={(row) => row}
                rowName={table.nameOf}
              />
            </figure>
          ) : (
            tables.map(({ title, of }) => (
              <figure key={title} class="step">
                <figcaption>{title}</figcaption>
                <NumberGrid
                  label={title}
                  rows={layout.count}
                  columns={classNames}
                  values={[of.data]}
                  at={(row, column) => elementIndex(layout, row, column)}
                  rowName={table.nameOf}
                  marked={(row, column) => marks?.[elementIndex(layout, row, column)] === 1}
                />
              </figure>
            ))
          )}
          {marks !== undefined && (
            <p class="legend">
              <span class="legend-mark" aria-hidden="true" /> {l10n.t("outlined: what the target names")}
            </p>
          )}
        </div>
      )}
    </details>
  );
}
