import { checkUnits } from "./check";
import type { Answer, JudgedEdit } from "./diagnosis/answer";
import { applyEdits } from "./diagnosis/edits";
import type { TextUnit } from "./textUnit";

const MOST_TRIED = 20;

/**
 * The edits that mend all of these calls, or as many of them as go together: each set was made, read again and judged, and leaves as many
 * fewer calls wrong as it has mended. Only fixes after which all is right are taken. Total and pure; empty where nothing can be mended.
 */
export function fixAll(units: readonly TextUnit[], answers: readonly Answer[]): readonly JudgedEdit[] {
  const wanted = answers.flatMap(({ fixes: [first] }) => (first?.verdict === "right" ? [first.edits] : []));
  if (wanted.length === 0) return [];
  const before = wrongIn(units, []);
  if (before === undefined) return [];
  const all = distinct(wanted.flat());
  const left = wrongIn(units, all);
  if (left !== undefined && left <= before - wanted.length) return all;
  let taken: readonly JudgedEdit[] = [];
  let best = before;
  for (const edits of wanted.slice(0, MOST_TRIED)) {
    const more = distinct([...taken, ...edits]);
    const rest = more.length === taken.length ? best : wrongIn(units, more);
    if (rest === undefined || rest >= best) continue;
    [taken, best] = [more, rest];
  }
  return taken;
}

/** How many calls are wrong or raise after the edits; undefined where they overlap. */
function wrongIn(units: readonly TextUnit[], edits: readonly JudgedEdit[]): number | undefined {
  const changed = applyEdits(units, edits);
  return changed && checkUnits(changed).answers.filter(isWrong).length;
}

export function isWrong({ verdict }: Pick<Answer, "verdict">): boolean {
  return verdict === "wrong" || verdict === "raises";
}

/** Two calls may be mended by one and the same edit: of the softmax that both get their values from. */
function distinct(edits: readonly JudgedEdit[]): readonly JudgedEdit[] {
  const keys = edits.map(({ place, text }) => `${place.unit} ${place.start} ${place.end} ${text}`);
  return edits.filter((_, i) => keys.indexOf(keys[i]) === i);
}
