import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { type SameRow, sameIn } from "../../frameworks/same/sameIn";
import { type SamplePair, samplePair } from "../../frameworks/same/samples";
import { formatLoss } from "../../render/numbers";
import { sameLine, sameProgram } from "../../render/sameInCode";
import { differenceText, sameFrameworkName } from "../../render/sameInText";
import { python } from "../../render/writtenText";
import type { Actions } from "../actions";
import type { Evaluated } from "../state";

interface SameInTableProps {
  readonly report: Evaluated["report"];
  readonly actions: Actions;
}

/** A row a framework: the mean loss it gives, its own line of code, why the number is another. */
export function SameInTable({ report, actions }: SameInTableProps) {
  const found = useMemo(() => rowsOf(report), [report]);
  if (found === undefined || found.rows.length < 2) {
    return (
      <p class="notice">{l10n.t("Other frameworks have no loss of their own for these arrays as they are read.")}</p>
    );
  }
  return (
    <table class="precision same">
      <caption class="visually-hidden">{l10n.t("The mean loss in each framework")}</caption>
      <tbody>
        {found.rows.map((row) => (
          <Row key={row.framework} {...{ row, pair: found.pair, actions }} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly row: SameRow;
  readonly pair: SamplePair;
  readonly actions: Actions;
}

function Row({ row: { framework, value, difference }, pair, actions }: RowProps) {
  const name = sameFrameworkName(framework);
  const line = sameLine(pair, framework, { input: python`input`, target: python`target` });
  const program = useMemo(() => sameProgram(pair, framework, value), [pair, framework, value]);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="pipeline-value">{formatLoss(value)}</td>
      <td class="pipeline-remark">
        {line !== undefined && <code>{line}</code>}
        {difference !== undefined && <div>{differenceText(difference)}</div>}
      </td>
      <td>
        {program !== undefined && (
          <button
            type="button"
            class="quiet"
            aria-label={l10n.t("Copy code for {0}", name)}
            onClick={() => actions.copy(program, l10n.t("Code for {0}", name))}
          >
            {l10n.t("Copy code")}
          </button>
        )}
      </td>
    </tr>
  );
}

function rowsOf({ input, target, reading, options, reference }: Evaluated["report"]) {
  if (reference.kind !== "reference") return undefined;
  const pair = samplePair(input, target, reading, options);
  return pair && { pair, rows: sameIn(pair, reference.mean) };
}
