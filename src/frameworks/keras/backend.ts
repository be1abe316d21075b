/** What Keras runs on: its cross-entropies differ there in the clip, in what they raise, and in labels that name no class. */
export type KerasBackend = "tensorflow" | "torch" | "jax" | "other";

const named: readonly KerasBackend[] = ["tensorflow", "torch", "jax"];
const known = new WeakMap<readonly string[], KerasBackend>();

/** The backend that code chooses, in one way alone; TensorFlow where it chooses none. */
export function kerasBackend(texts: readonly string[]): KerasBackend {
  const found = known.get(texts);
  if (found !== undefined) return found;
  const chosen = new Set(texts.flatMap(choices));
  const [first] = chosen;
  const backend = chosen.size > 1 ? "other" : (first ?? "tensorflow");
  known.set(texts, backend);
  return backend;
}

const VARIABLE = "KERAS_BACKEND";
const SETTER = "config.set_backend(";

function choices(text: string): readonly KerasBackend[] {
  const found: KerasBackend[] = [];
  for (const mark of [VARIABLE, SETTER]) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
      const start = text.lastIndexOf("\n", at) + 1;
      const end = text.indexOf("\n", at);
      const before = text.slice(start, at).slice(-120);
      const after = text.slice(at + mark.length, end === -1 ? undefined : end).slice(0, 120);
      if (before.includes("#") || /get(?:env)?\(["']$/.test(before)) continue;
      const value = mark === SETTER ? after : assigned(after);
      if (value !== undefined) found.push(nameIn(value));
    }
  }
  return found;
}

/** What stands behind `KERAS_BACKEND"] =`, `", "` or `": "`; undefined where it is only read. */
function assigned(after: string): string | undefined {
  const rest = after.replace(/^["'\])]{0,3}/, "").trimStart();
  const isGiven = rest[0] === "," || rest[0] === ":" || (rest[0] === "=" && rest[1] !== "=");
  return isGiven ? rest.slice(1) : undefined;
}

function nameIn(value: string): KerasBackend {
  const [, name] = /^["']?([a-z]{1,20})(?![\w.(])/.exec(value.trimStart()) ?? [];
  return named.find((each) => each === name) ?? "other";
}
