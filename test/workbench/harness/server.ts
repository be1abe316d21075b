import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parts, repository, serverNode } from "./install";
import { PATIENCE_MS } from "./patience";
import { run, startGroup, stopGroup } from "./processes";

export type Theme = "dark" | "light" | "highContrastDark" | "highContrastLight";

export const themes: Readonly<Record<Theme, string>> = {
  dark: "Dark 2026",
  light: "Light 2026",
  highContrastDark: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
};

export interface ServerOptions {
  /** The extension's folder; it is linked among the installed extensions, so that any page has it. */
  readonly extension?: string;
  /** Folders of extensions of ours in the place of those that cannot be installed here. */
  readonly standIns?: readonly string[];
  /** A packaged extension, installed as a person would from the file. */
  readonly vsix?: string;
  /** Folders are not trusted until a person says so: Restricted Mode. */
  readonly restricted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Lets a page bring tests for the extension host along. It also keeps notifications from showing, so only where needed. */
  readonly testDriver?: boolean;
  /** Ends the server ten minutes after the last page is gone, should nobody be left to stop it. */
  readonly endWhenIdle?: boolean;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly userDataDirectory: string;
  readonly extensionsDirectory: string;
  /** Rewrites the settings; pages opened from now on have them. */
  setSettings(settings: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

/** What keeps the workbench quiet: nothing asks, nothing talks to a network, nothing moves by itself. */
const quiet: Readonly<Record<string, unknown>> = {
  "chat.disableAIFeatures": true,
  "editor.cursorBlinking": "solid",
  "editor.find.seedSearchStringFromSelection": "never",
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Restricted Mode at once and without a question, or no trust at all. */
function trust({ restricted }: ServerOptions): Readonly<Record<string, unknown>> {
  return restricted
    ? { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.untrustedFiles": "open" }
    : { "security.workspace.trust.enabled": false };
}

/** Starts the workbench on a loopback port with a user-data folder of its own; `install` must have run. */
export async function startServer(options: ServerOptions): Promise<Server> {
  // A short path: sockets live in there, and their paths may have 107 bytes.
  const data = mkdtempSync(join(tmpdir(), "lens-"));
  const settingsFile = join(data, "User/settings.json");
  mkdirSync(join(data, "User"), { recursive: true });
  const extensions = join(data, "ext");
  mkdirSync(extensions);
  writeFileSync(join(data, "config.yaml"), "");
  const setSettings = (settings: Readonly<Record<string, unknown>>) =>
    writeFileSync(settingsFile, JSON.stringify({ ...quiet, ...trust(options), ...settings }, undefined, 2));
  setSettings({ "workbench.colorTheme": themes.dark, ...options.settings });
  for (const folder of [options.extension ?? [], options.standIns ?? []].flat()) linkExtension(folder, extensions);

  const places = ["--config", join(data, "config.yaml"), "--user-data-dir", data, "--extensions-dir", extensions];
  const args = [
    ...[parts.serverEntry, ...places, "--auth", "none", "--bind-addr", `127.0.0.1:${options.port ?? 0}`],
    ...["--disable-telemetry", "--disable-update-check", ...(options.restricted ? [] : ["--disable-workspace-trust"])],
    ...["--disable-getting-started-override", "--ignore-last-opened", "--reconnection-grace-time", "5"],
    ...(options.testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ...(options.endWhenIdle ? ["--idle-timeout-seconds", "600"] : []),
  ];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    EXTENSIONS_GALLERY: "{}",
    VSCODE_AGENT_FOLDER: data,
    XDG_RUNTIME_DIR: data,
  };
  // Set inside a terminal of VS Code or code-server, these would make the new server talk to the old one.
  for (const name of ["VSCODE_IPC_HOOK_CLI", "PASSWORD", "PORT", "NODE_OPTIONS"]) delete env[name];
  if (options.vsix !== undefined) {
    await run(serverNode(), [parts.serverEntry, ...places, "--install-extension", options.vsix], { env });
  }
  const child = startGroup(serverNode(), args, { cwd: repository, env, stdio: ["ignore", "pipe", "pipe"] });

  let output = "";
  const stop = async () => {
    await stopGroup(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", () => rmSync(data, { recursive: true, force: true }));
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      const late = () => reject(new Error(`The workbench did not start within ${PATIENCE_MS / 1000} s:\n${output}`));
      const timer = setTimeout(late, PATIENCE_MS);
      const read = (chunk: Buffer) => {
        output += chunk;
        const address = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`The workbench ended with ${code}:\n${output}`)));
    });
    return { origin, userDataDirectory: data, extensionsDirectory: extensions, setSettings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function linkExtension(folder: string, extensions: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  symlinkSync(folder, join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`), "junction");
}
