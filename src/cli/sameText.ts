import { formatLoss } from "../render/numbers";
import { sameLine, sameProgram } from "../render/sameInCode";
import { differenceText, sameFrameworkName } from "../render/sameInText";
import { ownExpression } from "../render/writtenText";
import type { SameInCall } from "../sameInCall";

/** The loss of a call in other frameworks: a line each, and the reason where the number is another. */
export function sameLines(
  { pair, rows }: SameInCall,
  names: { readonly input: string; readonly target: string },
): readonly string[] {
  const lines = rows.map(({ framework, value, difference }) => {
    const code = sameLine(pair, framework, { input: ownExpression(names.input), target: ownExpression(names.target) });
    const why = difference === undefined ? "" : ` (${differenceText(difference)})`;
    return `${sameFrameworkName(framework).padEnd(13)} ${formatLoss(value).padEnd(9)} ${code ?? ""}${why}`.trimEnd();
  });
  return ["the same in other frameworks, as a mean:", ...lines.map((line) => `  ${line}`)];
}

/** The same as data, with a whole program each. */
export function sameJson({ pair, rows }: SameInCall) {
  return rows.map(({ framework, value, difference }) => ({
    framework,
    value: Number.isFinite(value) ? value : Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf",
    difference: difference === undefined ? null : differenceText(difference),
    code: sameProgram(pair, framework, value) ?? null,
  }));
}
