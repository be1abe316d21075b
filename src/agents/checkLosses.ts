import { checkedJson, checkUnits } from "../check";
import { isIgnored } from "../diagnosis/ignored";
import { fileUnits } from "../pairing/fileUnits";
import { type CheckJson, locator } from "../render/answerJson";
import { callLines } from "../render/saidText";
import { limits, problem, type ToolAnswer } from "./toolAnswer";

export interface CheckLossesInput {
  /** Python of one file. */
  readonly code?: string | undefined;
  /** Python files and notebooks: the name tells which, the text is what the file holds. */
  readonly files?: readonly { readonly path: string; readonly text: string }[] | undefined;
}

export interface CheckedFiles {
  readonly schema: 2;
  readonly files: readonly CheckJson[];
  /** Damaged notebooks, and why each was not read; absent where there are none. */
  readonly notRead?: readonly { readonly file: string; readonly message: string }[];
}

/** What is said of every loss call of a program or of some files, as `loss-lens check` says it. Total. */
export function checkLosses({ code, files = [] }: CheckLossesInput): ToolAnswer<CheckedFiles> {
  const given = [...(code === undefined ? [] : [{ path: "code.py", text: code }]), ...files];
  if (given.length === 0) return problem("There is nothing to check: give code, or files with their texts.");
  if (given.length > limits.files)
    return problem(`${given.length} files are too many: at most ${limits.files} a call.`);
  const characters = given.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > limits.characters) {
    return problem(`${characters} characters are too many: at most ${limits.characters} a call.`);
  }
  const checked: CheckJson[] = [];
  const lines: string[] = [];
  const notRead: { readonly file: string; readonly message: string }[] = [];
  for (const { path, text } of given) {
    const file = fileUnits(path, text);
    if (file.kind === "problem") {
      notRead.push({ file: path, message: file.message.replaceAll(/\s+/g, " ") });
      continue;
    }
    const found = checkUnits(file.units);
    const locate = locator(file.units, file.cells);
    checked.push(checkedJson(path, found, locate));
    for (const answer of found.answers) {
      if (isIgnored(answer, file.units)) continue;
      const { line, cell } = locate(answer.place);
      lines.push(`${path}:${cell === null ? "" : `${cell}:`}${line}`, ...callLines(answer).map((each) => `  ${each}`));
    }
  }
  const unread = notRead.map(({ file, message }) => `${file} ${message}`);
  if (checked.length === 0) return problem(unread[0]);
  const data = { schema: 2, files: checked, ...(notRead.length > 0 && { notRead }) } as const;
  const found = lines.length === 0 ? ["There is no loss call in this code."] : lines;
  return { kind: "answer", data, text: [...found, ...unread].join("\n") };
}
