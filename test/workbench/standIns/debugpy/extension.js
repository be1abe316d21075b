// In the place of the Python Debugger extension, which cannot be installed here: its type of debugger, with the real adapter of debugpy.
const vscode = require("vscode");

exports.activate = (context) => {
  const python = process.env.LENS_TEST_PYTHON ?? "python3";
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory("debugpy", {
      createDebugAdapterDescriptor: () => new vscode.DebugAdapterExecutable(python, ["-m", "debugpy.adapter"]),
    }),
    vscode.commands.registerCommand("standIn.debugFile", async () => {
      const { document } = vscode.window.activeTextEditor;
      const line = document
        .getText()
        .split("\n")
        .findIndex((text) => text.includes("stop here"));
      const place = new vscode.Location(document.uri, new vscode.Position(line, 0));
      vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
      const common = {
        request: "launch",
        name: "of the test",
        program: document.uri.fsPath,
        console: "internalConsole",
      };
      return vscode.debug.startDebugging(
        undefined,
        document.languageId === "python"
          ? { ...common, type: "debugpy", python: [python] }
          : { ...common, type: "pwa-node", runtimeExecutable: process.execPath },
      );
    }),
  );
};
