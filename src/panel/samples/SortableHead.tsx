import { SortSign } from "../shared/SortSign";
import type { SampleColumn, SampleSort } from "./sampleTable";

/** What all columns' heads are told. */
export interface Sortable {
  readonly sort: SampleSort;
  readonly onSort: (sort: SampleSort) => void;
}

interface SortableHeadProps extends Sortable {
  readonly column: SampleColumn;
  /** The class whose value it is. */
  readonly classColumn?: number | undefined;
  readonly label: string;
  readonly words?: string;
  /** Rows of the head that it reaches over. */
  readonly rows?: number | undefined;
}

/** The name of a column, which sorts by it. */
export function SortableHead({ column, classColumn, label, words, rows, sort, onSort }: SortableHeadProps) {
  const active = sort.column === column && sort.classColumn === classColumn;
  const direction = sort.descending ? "descending" : "ascending";
  // Losses and slopes are looked at from the largest, everything else from the least.
  const descending = active ? !sort.descending : LARGEST_FIRST.includes(column);
  const place = column === "value" || column === "labelLoss" ? "cell" : column;
  return (
    <th scope="col" rowSpan={rows} class={place} aria-sort={active ? direction : "none"}>
      <button
        type="button"
        class={active ? "sort active" : "sort"}
        aria-label={words && (words.startsWith(label) ? words : `${label}: ${words}`)}
        title={words}
        onClick={() => onSort({ column, classColumn, descending })}
      >
        <span class="sort-name">{label}</span>
        {active && <SortSign descending={sort.descending} />}
      </button>
    </th>
  );
}

const LARGEST_FIRST: readonly SampleColumn[] = ["loss", "value", "labelLoss", "gradient"];
