// In the place of the Python extension, which cannot be installed here: what it exports of its environments, with a real interpreter.
const vscode = require("vscode");

exports.activate = () => {
  const path = process.env.LENS_TEST_PYTHON ?? "python3";
  return {
    ready: Promise.resolve(),
    environments: {
      getActiveEnvironmentPath: () => ({ id: path, path }),
      resolveEnvironment: async (environment) => {
        return environment.path === path ? { executable: { uri: vscode.Uri.file(path) } } : undefined;
      },
    },
  };
};
