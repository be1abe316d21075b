import type { Place } from "../../textUnit";
import type { Origin, Value } from "../value";

/** An argument as it is handed over; without a place where it was spread, or made by the interpreter. */
export interface GivenArgument {
  readonly value: Value;
  readonly place: Place | undefined;
}

/** The arguments of a call, evaluated. */
export interface GivenArguments {
  readonly positional: readonly GivenArgument[];
  readonly keywords: ReadonlyMap<string, GivenArgument>;
  /** False where something of unknown length was spread into the call: how the arguments bind is not known then. */
  readonly complete: boolean;
}

export interface BoundArguments {
  /** In the order of the parameters; undefined for what was not given. */
  readonly args: readonly (GivenArgument | undefined)[];
  readonly rest: readonly GivenArgument[];
  readonly others: ReadonlyMap<string, GivenArgument>;
  readonly signature: Signature;
}

interface Parameter {
  readonly name: string;
  readonly kind: "positionalOnly" | "positional" | "keywordOnly";
  readonly fallback: Value | undefined;
  readonly index: number;
}

/** A signature as Python writes it, read once. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly byName: ReadonlyMap<string, Parameter>;
  readonly rest: string | undefined;
  readonly others: string | undefined;
  /** Those that have no default, by their indices. */
  readonly required: readonly number[];
}

const ofDefaults: Origin = { kind: "unread", reason: "expression", place: undefined, name: undefined };

export function parseSignature(text: string): Signature {
  const parameters: Parameter[] = [];
  let rest: string | undefined;
  let others: string | undefined;
  let keywordOnly = false;
  for (const part of splitTop(text)) {
    if (part === "*") keywordOnly = true;
    else if (part === "/") {
      parameters.forEach((each, i) => {
        parameters[i] = { ...each, kind: "positionalOnly" };
      });
    } else if (part.startsWith("**")) others = part.slice(2);
    else if (part.startsWith("*")) {
      rest = part.slice(1);
      keywordOnly = true;
    } else {
      const equals = part.indexOf("=");
      parameters.push({
        name: (equals < 0 ? part : part.slice(0, equals)).trim(),
        kind: keywordOnly ? "keywordOnly" : "positional",
        fallback: equals < 0 ? undefined : literal(part.slice(equals + 1).trim()),
        index: parameters.length,
      });
    }
  }
  const required = parameters.flatMap(({ fallback, index }) => (fallback === undefined ? [index] : []));
  return { parameters, byName: new Map(parameters.map((p) => [p.name, p])), rest, others, required };
}

const noRest: readonly GivenArgument[] = [];
const noOthers: ReadonlyMap<string, GivenArgument> = new Map();

/** What a row names `**unread` where it takes calls, too, into which nobody knows what was spread: that is gathered as `**` then. */
const UNREAD = "unread";

/** Undefined where Python would raise, or where it is not known what binds to what. */
export function bindArguments(signature: Signature, given: GivenArguments): BoundArguments | undefined {
  if (!given.complete && signature.others !== UNREAD) return undefined;
  const { parameters } = signature;
  const args = new Array<GivenArgument | undefined>(parameters.length).fill(undefined);
  let next = 0;
  let rest: GivenArgument[] | undefined;
  let others: Map<string, GivenArgument> | undefined;
  for (const argument of given.positional) {
    const parameter = parameters[next];
    if (parameter !== undefined && parameter.kind !== "keywordOnly") args[next++] = argument;
    else if (signature.rest !== undefined) {
      rest ??= [];
      rest.push(argument);
    } else return undefined;
  }
  if (given.keywords.size > 0) {
    for (const [name, argument] of given.keywords) {
      const parameter = signature.byName.get(name);
      if (parameter !== undefined && parameter.kind !== "positionalOnly") {
        if (args[parameter.index] !== undefined) return undefined;
        args[parameter.index] = argument;
      } else if (signature.others !== undefined) {
        others ??= new Map();
        others.set(name, argument);
      } else return undefined;
    }
  }
  if (!given.complete) {
    others ??= new Map();
    others.set("**", given.positional[0]);
  }
  for (const index of signature.required) if (args[index] === undefined) return undefined;
  return { args, rest: rest ?? noRest, others: others ?? noOthers, signature };
}

/** Splits at the commas that stand in no brackets or quotes. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === undefined || (c === "," && depth === 0 && quote === "")) {
      const part = text.slice(start, i).trim();
      if (part !== "") parts.push(part);
      start = i + 1;
    } else if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
  }
  return parts;
}

function literal(text: string): Value {
  if (text === "None") return { kind: "none", origin: ofDefaults };
  if (text === "...") return { kind: "ellipsis", origin: ofDefaults };
  if (text === "True" || text === "False") {
    return { kind: "number", type: "bool", value: text === "True" ? 1 : 0, origin: ofDefaults };
  }
  if (/^["']/.test(text)) return { kind: "string", value: text.slice(1, -1), origin: ofDefaults };
  if (text.startsWith("(")) {
    const items = splitTop(text.slice(1, -1)).map(literal);
    return { kind: "tuple", items, fields: undefined, origin: ofDefaults };
  }
  const value = text === "inf" ? Number.POSITIVE_INFINITY : text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
  if (text === "" || Number.isNaN(value)) throw new Error(`no literal: ${text}`);
  const type = /^[-+]?\d+$/.test(text) ? "int" : "float";
  return { kind: "number", type, value, origin: ofDefaults };
}
