import type { Place, TextUnit } from "../textUnit";
import { type LineKind, type PastedLine, pastedLines } from "./lines";

/** A paste as units that pairing and diagnosis read: code, sessions, and what was printed around them, in the order of the text. */
export interface PasteUnits {
  readonly units: readonly TextUnit[];
  /** Where each unit begins in the text. */
  readonly starts: readonly number[];
  readonly lines: readonly PastedLine[];
}

type Part = "code" | "session" | "printed";

const parts: Readonly<Record<LineKind, Part | "none" | "same">> = {
  ...{ blank: "same", code: "code", session: "session", traceback: "none" },
  ...{ log: "printed", printed: "printed", prose: "printed", fence: "none" },
};

const MOST_UNITS = 400;

export function pasteUnits(text: string): PasteUnits {
  const lines = pastedLines(text);
  const found: { part: Part; start: number; end: number }[] = [];
  let open = false;
  for (const { kind, start, text: line } of lines) {
    const part = parts[kind];
    const last = found.at(-1);
    if (part === "same") continue;
    if (part === "none") open = false;
    else if (open && last?.part === part) last.end = start + line.length;
    else if (found.length === MOST_UNITS) break;
    else {
      found.push({ part, start, end: start + line.length });
      open = true;
    }
  }
  const units = found.map(({ part, start, end }, index): TextUnit => {
    const own = { id: `paste:${index}`, version: 1, text: text.slice(start, end) };
    if (part === "printed") return { ...own, languageId: "plaintext", role: "output" };
    return { ...own, languageId: part === "session" ? "pycon" : "python", role: "code" };
  });
  const starts = found.map(({ start }) => start);
  const built = builtModel(units);
  return built === undefined ? { units, starts, lines } : { units: [built, ...units], starts: [0, ...starts], lines };
}

/** The line that is left out above `model.add(Dense(1))` and `model.compile(…)`: nothing else has both. */
function builtModel(units: readonly TextUnit[]): TextUnit | undefined {
  const code = units.flatMap(({ role, text }) => (role === "code" ? [text] : [])).join("\n");
  const name = /^[ \t]*(?:>>> )?([A-Za-z_]\w*)\.compile\(/m.exec(code)?.[1];
  if (name === undefined || !new RegExp(`^[ \\t]*(?:>>> )?${name}\\.add\\((?:\\w+\\.)*[A-Z]\\w*\\(`, "m").test(code))
    return undefined;
  if (
    new RegExp(`\\b${name}\\s?[:=](?!=)|\\bas ${name}\\b`).test(code) ||
    [...code.matchAll(/\bdef \w+\(([^()\n]*)\)/g)].some(([, parameters]) => parameters.split(/\W/).includes(name))
  )
    return undefined;
  return { id: "paste:built", version: 1, languageId: "python", text: `${name} = Sequential()\n`, role: "code" };
}

/** A place of the units in the text as a whole. */
export function inText({ starts }: PasteUnits, { unit, start, end }: Place): Place {
  const from = starts[unit] ?? 0;
  return { unit: 0, start: from + start, end: from + end };
}
