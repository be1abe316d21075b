import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import type { ConfusionMatrix } from "../../engine/metrics/confusion";
import { formatCount } from "../../render/numbers";
import { NumberGrid } from "../shared/NumberGrid";

interface ConfusionProps {
  readonly matrix: ConfusionMatrix;
  readonly className: (column: number) => string;
}

/** More have no room for their names side by side. */
const SHADED_CLASSES = 12;

/** Which classes were taken for which: a row a class of the targets, a column a predicted one. */
export function Confusion({ matrix, className }: ConfusionProps) {
  const { classes, counts } = matrix;
  const names = Array.from({ length: classes }, (_, column) => className(column));
  const id = useId();
  const caption = l10n.t("Confusion matrix: rows are the targets, columns the predictions");
  if (classes > SHADED_CLASSES) {
    return (
      <figure class="confusions">
        <figcaption>{caption}</figcaption>
        <NumberGrid
          label={l10n.t("Confusion matrix")}
          rows={classes}
          columns={names}
          values={[counts]}
          at={(row, column) => row * classes + column}
          rowName={className}
          marked={(row, column) => row === column}
        />
      </figure>
    );
  }
  return (
    <figure class="confusions">
      <figcaption id={id}>{caption}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="confusion-scroll" aria-labelledby={id} tabIndex={0}>
        <table class="confusion" aria-labelledby={id}>
          <thead>
            <tr>
              <td />
              {names.map((name, column) => (
                <th key={column} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {names.map((_, column) => (
                  <Cell key={column} {...{ matrix, row, column }} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}

/** Shaded by its share of the row; right ones are outlined, too. */
function Cell({
  matrix,
  row,
  column,
}: {
  readonly matrix: ConfusionMatrix;
  readonly row: number;
  readonly column: number;
}) {
  const { classes, counts } = matrix;
  const count = counts[row * classes + column];
  const ofRow = counts.subarray(row * classes, (row + 1) * classes).reduce((sum, value) => sum + value, 0);
  const share = ofRow === 0 ? 0 : count / ofRow;
  return (
    <td class={row === column ? "hit" : "miss"} style={{ "--share": String(share) }}>
      {formatCount(count)}
    </td>
  );
}
