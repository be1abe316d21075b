import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** Opens a Python document with the examples of the walkthrough, the cursor in the array to begin with; once opened, the same again. */
export async function openSample(): Promise<void> {
  const content = sampleText();
  const open = vscode.workspace.textDocuments.find((each) => each.isUntitled && each.getText() === content);
  const document = open ?? (await vscode.workspace.openTextDocument({ language: "python", content }));
  const cursor = document.positionAt(content.indexOf("[0.80"));
  const selection = new vscode.Selection(cursor, cursor);
  await vscode.window.showTextDocument(document, { selection, viewColumn: sampleColumn() });
}

/** Beside the walkthrough, so that its next step stays in sight; otherwise where the person is. */
function sampleColumn(): vscode.ViewColumn {
  const { activeTextEditor, tabGroups } = vscode.window;
  const beside = activeTextEditor === undefined && tabGroups.activeTabGroup.activeTab !== undefined;
  return beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

function sampleText(): string {
  return `# ${l10n.t("A sample for Loss Lens")}
# ${l10n.t("Nothing here has to be run: the numbers are read from the text.")}

import numpy as np
import torch
from torch import nn

# ${l10n.t("Four samples, three classes; every row sums to 1: probabilities.")}
# ${l10n.t("Put the cursor inside y_pred and press Ctrl+Alt+L (Mac: Cmd+Alt+L).")}
y_pred = np.array([
    [0.80, 0.10, 0.10],
    [0.15, 0.80, 0.05],
    [0.05, 0.05, 0.90],
    [0.85, 0.10, 0.05],
])
y_true = np.array([0, 1, 2, 0])

# ${l10n.t("CrossEntropyLoss expects logits and takes a softmax of its own:")}
# ${l10n.t("this prints 0.6628, while the loss is 0.1785.")}
loss = nn.CrossEntropyLoss()(torch.from_numpy(y_pred), torch.from_numpy(y_true))
print(loss)

# ${l10n.t("Three e-mails: the probability of spam, and what each was.")}
spam_prob = np.array([0.1, 0.9, 0.2])
spam_true = np.array([0.0, 1.0, 0.0])

# ${l10n.t("Two films with several labels each; these are logits.")}
genre_logits = np.array([[1.2, -0.4, 0.3], [-2.0, 0.9, 1.7]])
genre_true = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
`;
}
