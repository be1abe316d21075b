import { type CheckedUnits, checkedJson, checkUnits } from "../check";
import type { Answer } from "../diagnosis/answer";
import { isIgnored } from "../diagnosis/ignored";
import { type CheckJson, type Locate, locator, type PlaceJson } from "../render/answerJson";
import { answerHeadline } from "../render/answerText";
import { fixText } from "../render/fixText";
import type { CheckedFile } from "./checkFiles";
import { mayCallLoss } from "./mayCallLoss";

/** One line that a linter prints. */
export interface CheckLine {
  readonly file: string;
  readonly place: PlaceJson;
  readonly severity: "error" | "warning" | "information" | "none";
  /** A cause, or `raises`; undefined where nothing is claimed. */
  readonly code: string | undefined;
  readonly message: string;
  readonly verdict: Answer["verdict"];
}

/** What was found in one file. */
export interface FileReport {
  readonly file: CheckedFile;
  /** Read when it is asked for, where the file names no loss. */
  readonly checked: CheckedUnits;
  readonly locate: Locate;
  /** In the order of the text; those that were ignored by a comment are left out. */
  readonly lines: readonly CheckLine[];
  /** Loss calls that were met and not judged, as there are too many in the file. */
  readonly unjudged: number;
  /** The file is longer than what is read of one: calls may be missing. */
  readonly isCut: boolean;
}

/** Of one file; judging a call takes about a millisecond. */
const MOST_CALLS = 2000;

export function reportFile(file: CheckedFile): FileReport {
  const locate = locator(file.units, file.cells);
  let read: CheckedUnits | undefined;
  const check = () => (read ??= checkUnits(file.units, MOST_CALLS));
  const own = file.units.some(({ text }) => mayCallLoss(text)) ? check() : undefined;
  const answers = own?.answers ?? [];
  const lines = answers
    .filter((answer) => !isIgnored(answer, file.units))
    .map((answer) => lineOf(file.name, answer, locate));
  return {
    file,
    get checked() {
      return check();
    },
    locate,
    lines,
    unjudged: Math.max(0, (own?.interpretation.calls.length ?? 0) - MOST_CALLS),
    isCut: own?.interpretation.exhausted ?? false,
  };
}

export function fileJson({ file, checked, locate, unjudged }: FileReport): CheckJson {
  return {
    ...checkedJson(file.name, checked, locate),
    ...(unjudged > 0 && { leftOut: { characters: 0, calls: unjudged, arrays: 0 } }),
  };
}

function lineOf(file: string, answer: Answer, locate: Locate): CheckLine {
  const { severity, verdict, claim, exception } = answer;
  const code = claim?.cause ?? (exception === undefined ? undefined : "raises");
  return { file, place: locate(answer.place), severity, code, message: sentenceOf(answer), verdict };
}

/** All in one line: the call with its value, what is wrong with it, and the likeliest fix with what it gives. */
function sentenceOf(answer: Answer): string {
  const [fix] = answer.verdict === "right" ? [] : answer.fixes;
  const text = answerHeadline(answer).replace(/^[✓≠✕] /, "");
  return fix === undefined ? text : `${text} ${fixText(fix, answer)}.`;
}
