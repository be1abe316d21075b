import * as vscode from "vscode";
import type { Severity } from "../diagnosis/answer";
import { causePlace, culpritPlace } from "../diagnosis/culprit";
import { fixAll, isWrong } from "../fixAll";
import { answerHeadline, relatedText } from "../render/answerText";
import { fixAllTitle, fixTitle } from "../render/fixText";
import { causeCode } from "./causePage";
import type { Checks, DocumentCheck } from "./checks";
import type { PlacedAnswer } from "./evaluator";
import { workspaceEditOf } from "./fixEdit";
import { problemLevel } from "./settings";
import { type OpenSheet, textPlace } from "./sheets";
import { rangeOf, type TextPlace } from "./textUnits";

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("lossLens");

interface Hint extends PlacedAnswer {
  readonly place: TextPlace;
  readonly diagnostic: vscode.Diagnostic;
}

/** The edits of one that mends several calls are worked out when somebody takes it. */
class FixAllAction extends vscode.CodeAction {
  readonly check: DocumentCheck;
  readonly hints: readonly Hint[];

  constructor(kind: vscode.CodeActionKind, check: DocumentCheck, hints: readonly Hint[], cause: string | undefined) {
    super(fixAllTitle(cause), kind);
    this.check = check;
    this.hints = hints;
    if (cause !== undefined) this.diagnostics = hints.map(({ diagnostic }) => diagnostic);
  }
}

/** Marks the loss calls of open Python files and notebooks that are wrong or raise, and offers to mend them. */
export class CodeHints implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #checks: Checks;
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLensHints");
  readonly #shown = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable;

  constructor(checks: Checks) {
    this.#checks = checks;
    this.#subscriptions = vscode.Disposable.from(
      this.#marks,
      checks.onDidCheck((check) => this.#mark(check)),
      checks.onDidClose(({ uri }) => {
        this.#shown.delete(uri.toString());
        this.#marks.delete(uri);
      }),
      vscode.languages.registerCodeActionsProvider({ language: "python" }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, triggerKind }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    // Asked while a person types VS Code asks again; asked for by a person it is answered for the text as it is.
    const asked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const check = asked ? await this.#checks.of(document) : this.#checks.latest(document);
    if (check === undefined || !isUpToDate(check, document)) return [];
    const hints = hintsOf(check);
    const own = hints.filter(({ place }) => place.document === document);
    if (only?.contains(FIX_ALL)) {
      const wrong = own.filter(({ answer }) => isWrong(answer));
      return wrong.length === 0 ? [] : [new FixAllAction(FIX_ALL, check, wrong, undefined)];
    }
    if (only !== undefined && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    return own
      .filter(({ place, diagnostic }) => [rangeOf(place), diagnostic.range].some((each) => each.intersection(range)))
      .flatMap((hint) => [...quickFixes(check.open, hint), ...ofItsKind(check, hints, hint)]);
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    if (!(action instanceof FixAllAction)) return action;
    const { open } = action.check;
    const edits = fixAll(
      open.units.map(({ unit }) => unit),
      action.hints.map(({ answer }) => answer),
    );
    const edit = workspaceEditOf(open, edits);
    if (edit !== undefined) action.edit = edit;
    return action;
  }

  /** Marks of documents in which nothing changed are left as they are: a notebook has many. */
  #mark(check: DocumentCheck): void {
    const hints = hintsOf(check);
    for (const { document } of check.open.units) {
      if (document === undefined) continue;
      const key = document.uri.toString();
      const own = hints.filter(({ place }) => place.document === document).map(({ diagnostic }) => diagnostic);
      const causes = own.flatMap(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location));
      const shown = JSON.stringify([own, causes]);
      if ((this.#shown.get(key) ?? "[[],[]]") === shown) continue;
      this.#shown.set(key, shown);
      this.#marks.set(document.uri, own);
    }
  }
}

function isUpToDate({ open }: DocumentCheck, document: vscode.TextDocument): boolean {
  return open.units.some(({ document: own, unit }) => own === document && unit.version === document.version);
}

function hintsOf({ open, answers }: DocumentCheck): readonly Hint[] {
  return answers.flatMap(({ answer, place }) => {
    const level = place && levelOf(answer.severity, place.document);
    if (place === undefined || level === undefined) return [];
    const culprit = textPlace(open, culpritPlace(answer));
    const range = rangeOf(culprit?.document === place.document ? culprit : place);
    const diagnostic = new vscode.Diagnostic(range, answerHeadline(answer), level);
    diagnostic.source = "Loss Lens";
    diagnostic.relatedInformation = related(open, { answer, place });
    if (answer.claim !== undefined) diagnostic.code = causeCode(answer.claim.cause);
    return [{ answer, place, diagnostic }];
  });
}

const levels = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
  off: undefined,
} as const satisfies Record<ReturnType<typeof problemLevel>, vscode.DiagnosticSeverity | undefined>;

function levelOf(severity: Severity, document: vscode.TextDocument): vscode.DiagnosticSeverity | undefined {
  switch (severity) {
    case "error":
      return levels[problemLevel("raises", document)];
    case "warning":
      return levels[problemLevel("wrong", document)];
    case "information":
      return levels[problemLevel("doubtful", document)];
    case "none":
      return undefined;
  }
}

/** The line that the mistake comes from, where it is not the call's own: the softmax in forward. */
function related(
  open: OpenSheet,
  { answer, place }: { readonly answer: PlacedAnswer["answer"]; readonly place: TextPlace },
): vscode.DiagnosticRelatedInformation[] {
  const cause = answer.claim && causePlace(answer.claim);
  const at = cause && textPlace(open, open.sheet.home(cause));
  if (answer.claim === undefined || at === undefined) return [];
  const range = rangeOf(at);
  if (at.document === place.document && rangeOf(place).contains(range)) return [];
  return [
    new vscode.DiagnosticRelatedInformation(new vscode.Location(at.document.uri, range), relatedText(answer.claim)),
  ];
}

/** A fix is carried out, and judged, when it is asked for. */
function quickFixes(open: OpenSheet, { answer, diagnostic }: Hint): readonly vscode.CodeAction[] {
  return answer.fixes.flatMap(({ title, edits }, index) => {
    const edit = workspaceEditOf(open, edits);
    if (edit === undefined) return [];
    const fix = new vscode.CodeAction(fixTitle(title), vscode.CodeActionKind.QuickFix);
    fix.diagnostics = [diagnostic];
    fix.isPreferred = index === 0;
    fix.edit = edit;
    return [fix];
  });
}

/** All calls with the same mistake at once, where there are several and this one can be mended. */
function ofItsKind(check: DocumentCheck, hints: readonly Hint[], { answer }: Hint): readonly vscode.CodeAction[] {
  const cause = answer.claim?.cause;
  if (cause === undefined || answer.fixes[0]?.verdict !== "right") return [];
  const same = hints.filter((hint) => hint.answer.claim?.cause === cause && isWrong(hint.answer));
  return same.length < 2 ? [] : [new FixAllAction(vscode.CodeActionKind.QuickFix, check, same, cause)];
}
