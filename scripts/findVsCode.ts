import { accessSync, constants, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const commands = ["code", "code-insiders", "codium"];

/** The executable of a desktop VS Code on this machine: the one VSCODE_EXECUTABLE_PATH names, on the PATH, or in a usual place. */
export function findVsCode(): string | undefined {
  const named = process.env.VSCODE_EXECUTABLE_PATH;
  if (named !== undefined) return named;
  return [...onPath(), ...usualPlaces()].find(isExecutable);
}

/** The `code` command is a script that hands over to the executable; that one is next to the script's folder. */
function onPath(): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const suffix = process.platform === "win32" ? ".cmd" : "";
  return folders.flatMap((folder) =>
    commands
      .map((command) => join(folder, command + suffix))
      .filter(isExecutable)
      .flatMap(executablesBeside),
  );
}

function executablesBeside(script: string): readonly string[] {
  const home = dirname(dirname(realpathSync(script)));
  switch (process.platform) {
    case "win32":
      return ["Code.exe", "Code - Insiders.exe", "VSCodium.exe"].map((name) => join(home, name));
    case "darwin":
      // …/Contents/Resources/app/bin/code → …/Contents/MacOS/Electron
      return [join(dirname(dirname(home)), "MacOS/Electron")];
    default:
      return commands.map((name) => join(home, name));
  }
}

function usualPlaces(): readonly string[] {
  switch (process.platform) {
    case "win32":
      return [join(process.env.LOCALAPPDATA ?? "", "Programs"), process.env.ProgramFiles ?? ""].flatMap((folder) => [
        join(folder, "Microsoft VS Code/Code.exe"),
        join(folder, "Microsoft VS Code Insiders/Code - Insiders.exe"),
        join(folder, "VSCodium/VSCodium.exe"),
      ]);
    case "darwin":
      return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
        ["Visual Studio Code", "Visual Studio Code - Insiders", "VSCodium"].map((name) =>
          join(folder, `${name}.app/Contents/MacOS/Electron`),
        ),
      );
    default:
      return [
        "/usr/share/code/code",
        "/usr/share/code-insiders/code-insiders",
        "/usr/share/codium/codium",
        "/snap/code/current/usr/share/code/code",
      ];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
