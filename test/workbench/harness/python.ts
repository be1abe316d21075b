import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./install";

const own = join(repository, ".venv/bin/python3");

/** The interpreter behind the stand-ins: the repository's own, or the system's. */
export const python = existsSync(own) ? own : "/usr/bin/python3";

/** Whether modules are there, by the interpreter's own word. */
export function hasModules(...modules: readonly string[]): boolean {
  try {
    execFileSync(python, ["-I", "-c", modules.map((name) => `import ${name}`).join("\n")], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
