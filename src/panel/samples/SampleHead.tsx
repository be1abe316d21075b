import * as l10n from "@vscode/l10n";
import type { SampleGradient } from "../../engine/sampleGradient";
import { pipelineName } from "../../render/pipelineText";
import { inputKindName } from "../../render/readingText";
import type { Evaluation } from "../../report";
import { MOST_CELLS } from "./HeatCells";
import { type Sortable, SortableHead } from "./SortableHead";
import type { SampleTable } from "./sampleTable";

interface SampleHeadProps extends Sortable {
  readonly table: SampleTable;
  readonly report: Evaluation;
  readonly gradient: SampleGradient | undefined;
}

/** True where the values have a column each, under a name for all of them. */
export function hasClassColumns({ layout: { classes } }: SampleTable): boolean {
  return classes > 1 && classes <= MOST_CELLS;
}

/** The columns; a click on a name sorts by it, a second one turns the order round. */
export function SampleHead({ table, report, gradient, sort, onSort }: SampleHeadProps) {
  const sortable = { sort, onSort };
  const several = table.expected === undefined;
  const grouped = hasClassColumns(table);
  const rows = grouped ? 2 : 1;
  const kind = inputKindName(report.reading.inputKind);
  const losses = l10n.t("loss of each label");
  return (
    <>
      <colgroup>
        <col class="col-sample" />
        <col class="col-loss" />
        {!several && (
          <>
            <col class="col-probability" />
            <col class="col-class" />
            <col class="col-class" />
          </>
        )}
        <ValueColumns table={table} />
        {several && <ValueColumns table={table} />}
        {gradient !== undefined && <col class="col-gradient" />}
      </colgroup>
      <thead>
        <tr aria-rowindex={1} class={grouped ? "groups" : undefined}>
          <SortableHead column="sample" label="#" words={l10n.t("Sample")} {...{ rows, ...sortable }} />
          <SortableHead
            column="loss"
            label={several ? l10n.t("mean loss") : l10n.t("loss")}
            {...{ rows, ...sortable }}
          />
          {!several && (
            <>
              <SortableHead
                column="probability"
                label="p"
                words={l10n.t("p of the target")}
                {...{ rows, ...sortable }}
              />
              <SortableHead column="expected" label={l10n.t("target")} {...{ rows, ...sortable }} />
              <SortableHead column="predicted" label={l10n.t("predicted")} {...{ rows, ...sortable }} />
            </>
          )}
          {grouped ? (
            <>
              <GroupHead label={kind} columns={table.layout.classes} />
              {several && <GroupHead label={losses} columns={table.layout.classes} />}
            </>
          ) : (
            <>
              <SortableHead column="value" label={kind} {...sortable} />
              {several && <SortableHead column="labelLoss" label={losses} {...sortable} />}
            </>
          )}
          {gradient !== undefined && (
            <SortableHead
              column="gradient"
              label="∂L/∂x"
              words={l10n.t("gradient of the loss by the input, through {0}", pipelineName(gradient.pipeline))}
              {...{ rows, ...sortable }}
            />
          )}
        </tr>
        {grouped && (
          <tr aria-rowindex={2}>
            <ClassHeads column="value" table={table} {...sortable} />
            {several && <ClassHeads column="labelLoss" table={table} {...sortable} />}
          </tr>
        )}
      </thead>
    </>
  );
}

/** As many columns as there are cells. */
function ValueColumns({ table }: { readonly table: SampleTable }) {
  if (table.layout.classes > MOST_CELLS) return <col class="col-values" />;
  // A column is its place.
  return Array.from({ length: table.layout.classes }, (_, column) => (
    <col key={`${column}`} class={column === 0 ? "col-cell first" : "col-cell"} />
  ));
}

function GroupHead({ label, columns }: { readonly label: string; readonly columns: number }) {
  return (
    <th scope="colgroup" colSpan={columns} class="cell first">
      {label}
    </th>
  );
}

function ClassHeads({ column, table, ...sortable }: Sortable & { column: "value" | "labelLoss"; table: SampleTable }) {
  return Array.from({ length: table.layout.classes }, (_, classColumn) => (
    <SortableHead
      // A class is its place.
      key={`${classColumn}`}
      label={table.className(classColumn)}
      words={l10n.t("class {0}", table.className(classColumn))}
      {...{ column, classColumn, ...sortable }}
    />
  ));
}
