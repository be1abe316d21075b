import * as l10n from "@vscode/l10n";
import { useContext } from "preact/hooks";
import { Unfolding } from "../shared/unfolding";
import { type OptionalColumn, optionalColumns } from "./sampleColumns";

interface ColumnChoiceProps {
  readonly shown: Readonly<Record<OptionalColumn, boolean>>;
  readonly show: (column: OptionalColumn, shown: boolean) => void;
  /** True where a sample has one target, and is predicted right or wrong. */
  readonly judged: boolean;
}

/** The columns that are shown, all of them to begin with, remembered as sections are. */
export function useColumns(): Omit<ColumnChoiceProps, "judged"> {
  const { unfolded, unfold } = useContext(Unfolding);
  const isShown = (column: OptionalColumn) => unfolded[`samples ${column}`] ?? true;
  return {
    shown: {
      probability: isShown("probability"),
      classes: isShown("classes"),
      gradient: isShown("gradient"),
      values: isShown("values"),
    },
    show: (column, shown) => unfold(`samples ${column}`, shown),
  };
}

/** The list of columns to show. */
export function ColumnChoice({ shown, show, judged }: ColumnChoiceProps) {
  const offered = optionalColumns.filter((column) => judged || (column !== "probability" && column !== "classes"));
  return (
    <details class="column-choice">
      <summary>{l10n.t("Columns")}</summary>
      <fieldset>
        <legend class="visually-hidden">{l10n.t("Columns")}</legend>
        {offered.map((column) => (
          <label key={column} class="check">
            <input
              type="checkbox"
              checked={shown[column]}
              onChange={(event) => show(column, event.currentTarget.checked)}
            />
            {columnName(column)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function columnName(column: OptionalColumn): string {
  switch (column) {
    case "probability":
      return l10n.t("probability of the true class");
    case "classes":
      return l10n.t("target and prediction");
    case "gradient":
      return l10n.t("gradient");
    case "values":
      return l10n.t("values");
  }
}
