import * as l10n from "@vscode/l10n";
import { pipelineName } from "../render/pipelineText";
import { inputKindName } from "../render/readingText";
import type { Evaluation } from "../report";
import type { SampleGradient } from "./sampleGradient";
import type { SampleColumn, SampleSort, SampleTable } from "./sampleTable";

interface SampleHeadProps {
  readonly table: SampleTable;
  readonly report: Evaluation;
  readonly gradient: SampleGradient | undefined;
  readonly sort: SampleSort;
  readonly onSort: (sort: SampleSort) => void;
}

/** The columns; a click on a name sorts by it, a second one turns the order round. */
export function SampleHead({ table, report, gradient, sort, onSort }: SampleHeadProps) {
  const sortable = { sort, onSort };
  const several = table.expected === undefined;
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
        <col class="col-values" />
        {several && <col class="col-values" />}
        {gradient !== undefined && <col class="col-gradient" />}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <SortableHead column="sample" label="#" words={l10n.t("Sample")} {...sortable} />
          <SortableHead column="loss" label={several ? l10n.t("mean loss") : l10n.t("loss")} {...sortable} />
          {!several && (
            <>
              <SortableHead column="probability" label="p" words={l10n.t("p of the target")} {...sortable} />
              <SortableHead column="expected" label={l10n.t("target")} {...sortable} />
              <SortableHead column="predicted" label={l10n.t("predicted")} {...sortable} />
            </>
          )}
          <th scope="col" class="values">
            {inputKindName(report.reading.inputKind)}
          </th>
          {several && (
            <th scope="col" class="values">
              {l10n.t("loss of each label")}
            </th>
          )}
          {gradient !== undefined && (
            <th
              scope="col"
              class="values"
              title={l10n.t("gradient of the loss by the input, through {0}", pipelineName(gradient.pipeline))}
            >
              ∂L/∂x
            </th>
          )}
        </tr>
      </thead>
    </>
  );
}

interface SortableHeadProps {
  readonly column: SampleColumn;
  readonly label: string;
  readonly words?: string;
  readonly sort: SampleSort;
  readonly onSort: (sort: SampleSort) => void;
}

function SortableHead({ column, label, words, sort, onSort }: SortableHeadProps) {
  const active = sort.column === column;
  const direction = sort.descending ? "descending" : "ascending";
  // Losses are looked at from the worst, everything else from the least.
  const descending = active ? !sort.descending : column === "loss";
  return (
    <th scope="col" class={column} aria-sort={active ? direction : "none"}>
      <button
        type="button"
        class="sort"
        aria-label={words}
        title={words}
        onClick={() => onSort({ column, descending })}
      >
        {label}
        {active && (
          <span class="sort-sign" aria-hidden="true">
            {sort.descending ? "↓" : "↑"}
          </span>
        )}
      </button>
    </th>
  );
}
