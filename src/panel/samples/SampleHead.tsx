import * as l10n from "@vscode/l10n";
import { pipelineName } from "../../render/pipelineText";
import { inputKindName } from "../../render/readingText";
import type { Evaluation } from "../../report";
import type { RowContext } from "./SampleRow";
import { type Sortable, SortableHead } from "./SortableHead";
import type { CellColumn } from "./sampleColumns";
import type { SampleTable } from "./sampleTable";

interface SampleHeadProps extends Sortable {
  readonly table: SampleTable;
  readonly report: Evaluation;
  readonly context: RowContext;
}

/** True where the values have a column each, under a name for all of them. */
export function hasClassColumns({ layout: { classes } }: SampleTable): boolean {
  return classes > 1;
}

/** The columns; a click on a name sorts by it, a second one turns the order round. */
export function SampleHead({ table, report, context, sort, onSort }: SampleHeadProps) {
  const sortable = { sort, onSort };
  const { columns, cells, gradient, strip } = context;
  const judged = table.expected !== undefined;
  const grouped = hasClassColumns(table) && columns.values;
  const rows = grouped ? 2 : 1;
  const groupName = (group: CellColumn["group"]) => {
    if (group === "labelLoss") return l10n.t("loss of each label");
    return context.asProbabilities ? inputKindName("probabilities") : inputKindName(report.reading.inputKind);
  };
  return (
    <>
      <colgroup>
        <col class="col-sample" />
        <col class="col-loss" />
        {judged && columns.probability && <col class="col-probability" />}
        {judged && columns.classes && (
          <>
            <col class="col-class" />
            <col class="col-class" />
          </>
        )}
        {gradient !== undefined && columns.gradient && <col class="col-gradient" />}
        {strip && <col class="col-strip" />}
        <col class="col-before" />
        {cells.shown.map(({ group, column }) => (
          <col key={`${group} ${column}`} class="col-cell" />
        ))}
        <col class="col-after" />
      </colgroup>
      <thead>
        <tr aria-rowindex={1} class={grouped ? "groups" : undefined}>
          <SortableHead column="sample" label="#" words={l10n.t("Sample")} {...{ rows, ...sortable }} />
          <SortableHead
            column="loss"
            label={judged ? l10n.t("loss") : l10n.t("mean loss")}
            {...{ rows, ...sortable }}
          />
          {judged && columns.probability && (
            <SortableHead
              column="probability"
              label="p"
              words={l10n.t("probability of the true class")}
              {...{ rows, ...sortable }}
            />
          )}
          {judged && columns.classes && (
            <>
              <SortableHead column="expected" label={l10n.t("target")} {...{ rows, ...sortable }} />
              <SortableHead column="predicted" label={l10n.t("predicted")} {...{ rows, ...sortable }} />
            </>
          )}
          {gradient !== undefined && columns.gradient && (
            <SortableHead
              column="gradient"
              label="∂L/∂x"
              words={l10n.t("gradient of the loss by the input, through {0}", pipelineName(gradient.pipeline))}
              {...{ rows, ...sortable }}
            />
          )}
          {strip && (
            <th scope="col" rowSpan={rows} class="strip-head">
              <span class="group-name">{l10n.t("all classes")}</span>
            </th>
          )}
          <td rowSpan={rows} class="before-cells" />
          {grouped
            ? groupsOf(cells.shown).map(({ group, count }) => (
                <th key={group} scope="colgroup" colSpan={count} class="cell">
                  <span class="group-name">{groupName(group)}</span>
                </th>
              ))
            : cells.shown.map(({ group }) => (
                <SortableHead key={group} column={group} label={groupName(group)} {...sortable} />
              ))}
          <td rowSpan={rows} />
        </tr>
        {grouped && (
          <tr aria-rowindex={2}>
            {cells.shown.map(({ group, column }) => (
              <SortableHead
                key={`${group} ${column}`}
                column={group}
                classColumn={column}
                label={table.className(column)}
                words={l10n.t("class {0}", table.className(column))}
                {...sortable}
              />
            ))}
          </tr>
        )}
      </thead>
    </>
  );
}

/** Neighbours of one group, counted. */
function groupsOf(shown: readonly CellColumn[]): readonly { group: CellColumn["group"]; count: number }[] {
  const count = (group: CellColumn["group"]) => shown.filter((cell) => cell.group === group).length;
  return [...new Set(shown.map(({ group }) => group))].map((group) => ({ group, count: count(group) }));
}
