import { keyOf } from "../../interpret/make";
import type { OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { bool, dict, itemsIn, list, none, orUnknown, refuse, string, text } from "./read";

/** `argparse` with a command line that the program writes itself: `parse_args([])`. What a person types is not known. */

/** The attribute that a parser keeps an option under, which is no name of Python's. */
const prefix = "option ";

/** What a parser may be told without reading its command line otherwise. */
const plain = /^(prog|usage|description|epilog|formatter_class|add_help|allow_abbrev|exit_on_error)$/;

interface Option {
  readonly dest: string;
  readonly flags: readonly string[];
  readonly settings: ReadonlyMap<string, Value>;
  readonly action: string;
}

function selfOf(call: OperationCall): ObjectValue {
  const self = call.arg("self");
  return self?.kind === "object" ? self : refuse();
}

function add(call: OperationCall): Value {
  const self = selfOf(call);
  const flags = call.rest("flags");
  const settings = call.others("settings");
  const names = flags.map((flag) => (flag.kind === "string" ? flag.value : ""));
  const dest = settings.get("dest");
  const named = names.find((name) => name.startsWith("--")) ?? names[0] ?? "";
  const name = dest?.kind === "string" ? dest.value : named.replace(/^--?/, "").replaceAll("-", "_");
  // What stands without a dash is read by its place, and `-h` has a meaning of its own.
  const isOption = names.length > 0 && names.every((each) => /^-[^-]|^--./.test(each));
  const entries = new Map([...settings].map(([key, value]) => [`s:${key}`, { key: string(call, key), value }]));
  // Of two for one name, either may be what is asked for.
  const option =
    isOption && !self.object.attributes.has(prefix + name)
      ? list(call, [list(call, [...flags]), dict(call, entries)])
      : call.unknown();
  call.machine.setAttribute(self.object, prefix + name, option);
  return call.unknown();
}

function optionsOf(self: ObjectValue): readonly Option[] {
  return [...self.object.attributes].map(([name, value]): Option => {
    const [flags, settings] = value.kind === "list" ? (value.list.items ?? []) : [];
    if (!name.startsWith(prefix) || flags?.kind !== "list" || settings?.kind !== "dict") return refuse();
    const known = new Map([...(settings.dict.entries ?? refuse())].map(([key, each]) => [key.slice(2), each.value]));
    const action = known.get("action");
    return {
      dest: name.slice(prefix.length),
      flags: (flags.list.items ?? refuse()).map(text),
      settings: known,
      action: action === undefined ? "store" : action.kind === "string" ? action.value : "",
    };
  });
}

function typed(call: OperationCall, { settings }: Option, word: string): Value {
  const type = settings.get("type");
  const value = string(call, word);
  if (type === undefined || type.kind === "none") return value;
  return call.machine.call(type, [value], new Map(), call.place);
}

function chosen(call: OperationCall, option: Option, word: string): Value {
  const value = typed(call, option, word);
  const choices = option.settings.get("choices");
  if (choices === undefined) return value;
  // Another one ends the program.
  const key = keyOf(value) ?? refuse();
  return itemsIn(call, choices, true).some((each) => keyOf(each) === key) ? value : refuse();
}

function fallback(call: OperationCall, option: Option): Value {
  const { settings, action } = option;
  const required = settings.get("required");
  if (required !== undefined && call.machine.truth(required) !== false) return refuse();
  const given = settings.get("default");
  if (given?.kind === "string") return typed(call, option, given.value);
  if (given !== undefined) return given;
  return action === "store_true" || action === "store_false" ? bool(call, action === "store_false") : none(call);
}

function parse(call: OperationCall): Value {
  const options = optionsOf(selfOf(call));
  const given = call.arg("args");
  if (given === undefined || (given.kind !== "list" && given.kind !== "tuple")) return refuse();
  const words = itemsIn(call, given).map(text);
  const values = new Map<string, Value>();
  for (let i = 0; i < words.length; i++) {
    const [flag, ...rest] = words[i].startsWith("--") ? words[i].split("=") : [words[i]];
    const option = options.find(({ flags }) => flags.includes(flag)) ?? refuse();
    if (/^store_(true|false)$/.test(option.action) && rest.length === 0) {
      values.set(option.dest, bool(call, option.action === "store_true"));
      continue;
    }
    if (option.action !== "store") return refuse();
    const following = rest.length > 0 ? [rest.join("=")] : upToFlag(words, i + 1);
    const count = option.settings.get("nargs");
    if (count === undefined) {
      // What begins with a dash may be a number or a flag.
      values.set(option.dest, chosen(call, option, following[0] ?? refuse()));
      if (rest.length === 0) i++;
      continue;
    }
    if (count.kind !== "string" || !/^[*+]$/.test(count.value) || (count.value === "+" && following.length === 0))
      return refuse();
    values.set(
      option.dest,
      list(
        call,
        following.map((word) => chosen(call, option, word)),
      ),
    );
    if (rest.length === 0) i += following.length;
  }
  for (const option of options) if (!values.has(option.dest)) values.set(option.dest, fallback(call, option));
  const { origin } = none(call);
  return call.machine.call({ kind: "library", path: "argparse.Namespace", origin }, [], values, call.place);
}

function upToFlag(words: readonly string[], from: number): readonly string[] {
  const end = words.findIndex((word, i) => i >= from && word.startsWith("-"));
  return words.slice(from, end < 0 ? undefined : end);
}

export const commandLines: readonly LibraryClass[] = [
  {
    names: "argparse.ArgumentParser",
    signature: "*rest, **others",
    bases: "",
    construct: (call, self) => {
      const isPlain =
        call.rest("rest").length === 0 && [...call.others("others").keys()].every((name) => plain.test(name));
      for (const name of [...self.object.attributes.keys()]) call.machine.setAttribute(self.object, name, undefined);
      if (!isPlain) call.machine.setAttribute(self.object, "others", call.unknown());
    },
    methods: {
      add_argument: { signature: "self, *flags, **settings", apply: orUnknown(add) },
      parse_args: { signature: "self, args=None", apply: orUnknown(parse) },
    },
  },
];
