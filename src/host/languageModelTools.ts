import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ToolAnswer } from "../agents/toolAnswer";
import { withNumberWords } from "../render/evaluationJson";
import { type InputSchema, inputProblem } from "./toolInput";
import { type ToolName, toolNames } from "./toolNames";

/** What the tools answer with; loaded when the first is asked. */
const answers = () => import("./toolAnswers").then(({ toolAnswers }) => toolAnswers);

export type LanguageModelTools = Readonly<Record<ToolName, vscode.LanguageModelTool<object>>>;

/** What the agents of VS Code can ask, as over the Model Context Protocol. The tools read what they are given and nothing else. */
export function languageModelTools({ packageJSON }: vscode.Extension<unknown>): LanguageModelTools {
  const { languageModelTools: declared } = (packageJSON as Manifest).contributes;
  const [check, explain, evaluate] = toolNames.map(
    (own) => declared.find(({ name }) => name === own)?.inputSchema ?? {},
  );
  return {
    losslens_check_losses: tool(
      check,
      async () => (await answers()).checkLosses,
      l10n.t("Check loss calls?"),
      l10n.t("Checking loss calls"),
    ),
    losslens_explain_loss: tool(
      explain,
      async () => (await answers()).explainLoss,
      l10n.t("Explain a loss?"),
      l10n.t("Explaining a loss"),
    ),
    losslens_evaluate_arrays: tool(
      evaluate,
      async () => (await answers()).evaluateArrays,
      l10n.t("Evaluate the loss of two arrays?"),
      l10n.t("Evaluating the loss of two arrays"),
    ),
  };
}

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: InputSchema }[];
  };
}

/** The input is a language model's: it is held against the manifest's schema before the function sees it as what that promises. */
function tool<Input extends object>(
  schema: InputSchema,
  load: () => Promise<(input: Input) => ToolAnswer<object>>,
  title: string,
  invocationMessage: string,
): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({
      invocationMessage,
      confirmationMessages: {
        title,
        message: l10n.t("The code and arrays that are handed over are read. Nothing is run, changed or sent anywhere."),
      },
    }),
    invoke: async ({ input }) => {
      const wrong = inputProblem(schema, input);
      if (wrong !== undefined) throw new Error(`Input not understood: ${wrong}`);
      const answer = await load();
      const answered = answer(input as Input);
      if (answered.kind === "problem") throw new Error(answered.message);
      const json = JSON.stringify(answered.data, withNumberWords);
      const parts = [answered.text, json].map((part) => new vscode.LanguageModelTextPart(part));
      return new vscode.LanguageModelToolResult(parts);
    },
  };
}
