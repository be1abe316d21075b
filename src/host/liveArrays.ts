import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { LiveArray } from "../live/answer";
import { ask, fetchTensor, type LiveProblem, MOST_BYTES, type Program, problem } from "../live/askProgram";
import { isVariable, nameOf } from "../live/expression";
import { looseArray } from "../pairing/foundArray";
import { namesTargets } from "../pairing/names";
import { shortName } from "../render/fileText";
import { consentText, liveFactsText, liveProblemText } from "../render/liveText";
import { formatShape } from "../render/numbers";
import { arrayWithoutText } from "../source";
import type { LiveOrigin } from "./liveOrigin";
import type { LooseSource, Sibling } from "./textUnits";

export type Problem = { readonly kind: "problem"; readonly problem: LiveProblem };

/** A variable's array: brought over, or described where it is too large or not in one place. */
export type LiveRead =
  | { readonly kind: "read"; readonly source: LooseSource }
  | { readonly kind: "stays"; readonly array: LiveArray };

/** Running programs are asked in trusted workspaces alone, once the person has agreed, for kernels and for the debugger apart. */
export class LiveConsent {
  readonly #given = new Set<LiveOrigin["where"]>();

  async agreed({ where }: LiveOrigin): Promise<boolean> {
    if (!vscode.workspace.isTrusted) {
      vscode.window.showWarningMessage(l10n.t("Variables of running programs are read in trusted workspaces only."));
      return false;
    }
    if (this.#given.has(where)) return true;
    const { title, detail } = consentText(where);
    const read = l10n.t("Read");
    if ((await vscode.window.showWarningMessage(title, { modal: true, detail }, read)) !== read) return false;
    this.#given.add(where);
    return true;
  }
}

/** Something that is asked of a running program, with a notification that cancels it. */
export async function asked<Result>(
  { open }: LiveOrigin,
  title: string,
  work: (
    program: Program,
    tell: (message: string, done?: number) => void,
    isCancelled: () => boolean,
  ) => Promise<Result>,
): Promise<Result | Problem> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const program = await open(token);
    if ("kind" in program) return program;
    let said = 0;
    const tell = (message: string, done = 0) => {
      progress.report({ message, increment: (done - said) * 100 });
      said = done;
    };
    return work(program, tell, () => token.isCancellationRequested);
  });
}

/** The array of a variable; undefined where there is none, which is said. */
export async function readVariable(origin: LiveOrigin, expression: string): Promise<LiveRead | undefined> {
  if (!isVariable(expression, origin.language)) {
    vscode.window.showWarningMessage(
      l10n.t("{0} is not a variable: only names, attributes and elements are read.", shortName(expression)),
    );
    return undefined;
  }
  const read = await asked(origin, l10n.t("Reading {0}", shortName(expression)), async (program, tell, isCancelled) => {
    const described = await ask(program, expression, { want: "describe" }, "array");
    if (described.kind === "problem") return described;
    const { array } = described;
    const facts = liveFactsText(array);
    tell(facts);
    if (array.lazy !== undefined || array.bytes > MOST_BYTES) return { kind: "stays", array } as const;
    const fetched = await fetchTensor(program, expression, array, (done) => tell(facts, done), isCancelled);
    if (fetched.kind === "problem") return fetched;
    const { library, columns: columnNames } = array;
    const loading = { kind: "variable", expression, library } as const;
    const loose = arrayWithoutText(nameOf(expression), fetched.tensor, loading);
    return { kind: "read", source: placed(origin, expression, { ...loose, library, columnNames }) } as const;
  });
  if (read.kind !== "problem") return read;
  sayProblem(expression, read.problem);
  return undefined;
}

function placed(origin: LiveOrigin, expression: string, source: ReturnType<typeof arrayWithoutText>): LooseSource {
  const siblings = () => siblingsOf(origin, expression);
  return { source, place: undefined, label: origin.label, array: looseArray(source), siblings };
}

/** The other arrays in sight, those that are named as targets first. */
export async function siblingsOf(origin: LiveOrigin, expression: string): Promise<readonly Sibling[]> {
  const listed = await asked(origin, l10n.t("Looking for arrays"), async (program) =>
    program.names === undefined
      ? problem({ kind: "cancelled" })
      : ask(program, program.names, { want: "list" }, "names"),
  );
  if (listed.kind === "problem") return [];
  const others = listed.names.filter(({ name }) => name !== expression && isVariable(name, origin.language));
  others.sort((a, b) => Number(namesTargets(b.name)) - Number(namesTargets(a.name)));
  return others.map(({ name, shape, type }) => ({
    ...{ name, shape, facts: `${formatShape(shape)} ${type}`, where: origin.label },
    read: async () => {
      const read = await readVariable(origin, name);
      if (read?.kind === "stays") sayProblem(name, { kind: "lazy" });
      return read?.kind === "read" ? read.source : undefined;
    },
  }));
}

export function sayProblem(expression: string, what: LiveProblem): void {
  const text = liveProblemText(what);
  if (text !== undefined) vscode.window.showErrorMessage(`${shortName(expression)}: ${text}`);
}
