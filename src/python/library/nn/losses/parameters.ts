import type { RaisedByTorch } from "./check";

/** The names of a signature's parameters in their order: `weight=None, *, eps=1e-6` has `weight` and `eps`. */
export function parameterNames(signature: string): readonly string[] {
  return signature
    .split(",")
    .map((part) => part.split("=")[0].trim())
    .filter((name) => name !== "" && !name.startsWith("*"));
}

/** How many of them can be given by position. */
export function positionalCount(signature: string): number {
  const parts = signature.split(",").map((part) => part.trim());
  const star = parts.indexOf("*");
  return (star < 0 ? parts : parts.slice(0, star)).filter((part) => part !== "").length;
}

/**
 * What Python raises of a call that does not fit: an unknown name, too many arguments, too few, in that order.
 *
 * @param fn as Python names it: `cross_entropy`, `CrossEntropyLoss.forward`
 * @param required the parameters that are missing
 * @param counts how few and how many arguments can be given by position, self included, and how many were; how many of those that go by name alone
 */
export function misfit(
  fn: string,
  unexpected: string | undefined,
  missing: readonly string[],
  counts: { readonly least: number; readonly most: number; readonly given: number; readonly byName?: number },
): RaisedByTorch | undefined {
  const raise = (what: string): RaisedByTorch => ({ type: "TypeError", message: `${fn}() ${what}` });
  if (unexpected !== undefined) return raise(`got an unexpected keyword argument '${unexpected}'`);
  const { least, most, given, byName = 0 } = counts;
  if (given > most) {
    const takes = least === most ? `${most}` : `from ${least} to ${most}`;
    const others = ` positional argument${plural(given)} (and ${byName} keyword-only argument${plural(byName)})`;
    return raise(
      `takes ${takes} positional argument${plural(most)} but ${given}${byName === 0 ? "" : others} were given`,
    );
  }
  if (missing.length === 0) return undefined;
  const quoted = missing.map((name) => `'${name}'`);
  const list =
    quoted.length <= 2 ? quoted.join(" and ") : `${quoted.slice(0, -1).join(", ")}, and ${quoted[quoted.length - 1]}`;
  return raise(`missing ${missing.length} required positional argument${plural(missing.length)}: ${list}`);
}

function plural(count: number): string {
  return count === 1 ? "" : "s";
}
