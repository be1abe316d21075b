import * as l10n from "@vscode/l10n";
import type { Evaluation } from "../evaluate";
import { inputKindName } from "../render/readingText";
import type { SampleColumn, SampleSort, SampleTable } from "./sampleTable";

interface SampleHeadProps {
  readonly table: SampleTable;
  readonly report: Evaluation;
  readonly sort: SampleSort;
  readonly onSort: (sort: SampleSort) => void;
}

/** The columns; a click on a name sorts by it, a second one turns the order round. */
export function SampleHead({ table, report, sort, onSort }: SampleHeadProps) {
  const sortable = { sort, onSort };
  return (
    <div class="sample-row sample-head" role="row" aria-rowindex={1}>
      <SortableHead column="sample" label="#" words={l10n.t("Sample")} {...sortable} />
      <div role="columnheader" class="sample-values">
        {inputKindName(report.reading.inputKind)}
      </div>
      {table.expected === undefined ? (
        <div role="columnheader" class="sample-values">
          {l10n.t("loss of each label")}
        </div>
      ) : (
        <>
          <SortableHead column="expected" label={l10n.t("expected")} {...sortable} />
          <SortableHead column="predicted" label={l10n.t("predicted")} {...sortable} />
          <SortableHead column="probability" label={l10n.t("p of target")} {...sortable} />
        </>
      )}
      <SortableHead
        column="loss"
        label={table.expected === undefined ? l10n.t("mean loss") : l10n.t("loss")}
        {...sortable}
      />
    </div>
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
    <div role="columnheader" class={`sample-${column}`} aria-sort={active ? direction : "none"}>
      <button type="button" class="sort" aria-label={words} onClick={() => onSort({ column, descending })}>
        {label}
        <span class="sort-sign" aria-hidden="true">
          {active ? (sort.descending ? "↓" : "↑") : ""}
        </span>
      </button>
    </div>
  );
}
