import * as vscode from "vscode";

const LABEL = "Loss Lens";

/** Offered by the manifest under this id. */
const PROVIDER = "lossLens.mcp";

/** What VS Code has from 1.101 on. */
interface McpApi {
  readonly lm: {
    registerMcpServerDefinitionProvider(
      id: string,
      provider: { provideMcpServerDefinitions(): readonly object[] },
    ): vscode.Disposable;
  };
  readonly McpStdioServerDefinition: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => object;
}

/** Offers `loss-lens mcp`, as it is bundled with the extension, to the agents of VS Code; nothing where VS Code knows no such offers. */
export function offerMcpServer({ extensionUri, extension }: vscode.ExtensionContext): vscode.Disposable {
  if (WEB_HOST || !hasMcp(vscode)) return new vscode.Disposable(() => {});
  const { McpStdioServerDefinition } = vscode;
  const { version } = extension.packageJSON as { readonly version: string };
  return vscode.lm.registerMcpServerDefinitionProvider(PROVIDER, {
    provideMcpServerDefinitions: () => {
      const file = vscode.Uri.joinPath(extensionUri, "dist", "mcp.js").fsPath;
      // The editor's own Node, which Electron is where it is asked to be.
      return [new McpStdioServerDefinition(LABEL, ownNode(), [file], { ELECTRON_RUN_AS_NODE: "1" }, version)];
    },
  });
}

function hasMcp(api: object): api is McpApi & typeof vscode {
  const { lm, McpStdioServerDefinition } = api as Partial<McpApi>;
  return typeof lm?.registerMcpServerDefinitionProvider === "function" && McpStdioServerDefinition !== undefined;
}

function ownNode(): string {
  return (globalThis as unknown as { readonly process: { readonly execPath: string } }).process.execPath;
}
