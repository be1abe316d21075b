import type { Operation, OperationCall } from "../../operation";
import type { Value } from "../../value";
import { arg, bool, given, int, itemsIn, list, refuse, row, string, text } from "./read";

const self = (call: OperationCall): string => text(call.arg("self"));

/** Case and character classes are Unicode's in both languages, but not of one version: ASCII alone is sure. */
function ascii(value: string): string {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 127) return refuse();
  return value;
}

function change(name: string, apply: (value: string) => string): Operation {
  return row(`str.${name}`, "self", (call) => string(call, apply(ascii(self(call)))));
}

function test(name: string, pattern: RegExp): Operation {
  return row(`str.${name}`, "self", (call) => bool(call, pattern.test(ascii(self(call)))));
}

function strip(name: string, atStart: boolean, atEnd: boolean): Operation {
  return row(`str.${name}`, "self, chars=None, /", (call) => {
    const chars = given(call, "chars");
    const gone = chars === undefined ? " \t\n\r\f\v" : text(chars);
    const value = ascii(self(call));
    let start = 0;
    let end = value.length;
    while (atStart && start < end && gone.includes(value[start])) start++;
    while (atEnd && end > start && gone.includes(value[end - 1])) end--;
    return string(call, value.slice(start, end));
  });
}

/** `startswith` and `endswith`, with one text or a tuple of them. */
function begins(name: string, apply: (value: string, part: string) => boolean): Operation {
  return row(`str.${name}`, "self, part, /", (call) => {
    const part = arg(call, "part");
    const parts = part.kind === "tuple" ? part.items : [part];
    return bool(
      call,
      parts.some((each) => apply(self(call), text(each))),
    );
  });
}

export const stringMethods: readonly Operation[] = [
  change("lower", (value) => value.toLowerCase()),
  change("upper", (value) => value.toUpperCase()),
  change("casefold", (value) => value.toLowerCase()),
  change("capitalize", (value) => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase()),
  strip("strip", true, true),
  strip("lstrip", true, false),
  strip("rstrip", false, true),
  begins("startswith", (value, part) => value.startsWith(part)),
  begins("endswith", (value, part) => value.endsWith(part)),
  test("isdigit", /^\d+$/),
  test("isalpha", /^[A-Za-z]+$/),
  test("isupper", /^[^a-z]*[A-Z][^a-z]*$/),
  test("islower", /^[^A-Z]*[a-z][^A-Z]*$/),
  row("str.split", "self, sep=None, maxsplit=-1", (call) => {
    const limit = arg(call, "maxsplit");
    if (limit.kind !== "number" || limit.value !== -1) return refuse();
    const sep = given(call, "sep");
    const value = self(call);
    const parts =
      sep === undefined
        ? ascii(value)
            .split(/[ \t\n\r\f\v]+/)
            .filter((part) => part !== "")
        : value.split(text(sep) || refuse());
    return list(
      call,
      parts.map((part): Value => string(call, part)),
    );
  }),
  row("str.splitlines", "self", (call) => {
    const lines = ascii(self(call)).split(/\r\n|\n|\r/);
    if (lines[lines.length - 1] === "") lines.pop();
    return list(
      call,
      lines.map((line): Value => string(call, line)),
    );
  }),
  row("str.join", "self, iterable, /", (call) => {
    const parts = itemsIn(call, arg(call, "iterable")).map(text);
    call.machine.spend(parts.reduce((sum, part) => sum + part.length + self(call).length, 0));
    return string(call, parts.join(self(call)));
  }),
  row("str.replace", "self, old, new, /", (call) => {
    const [value, old, replacement] = [self(call), text(call.arg("old")), text(call.arg("new"))];
    if (old === "") return refuse();
    const parts = value.split(old);
    call.machine.spend(value.length + parts.length * replacement.length);
    return string(call, parts.join(replacement));
  }),
  row("str.find", "self, part, /", (call) => int(call, ascii(self(call)).indexOf(text(call.arg("part"))))),
  row("str.count", "self, part, /", (call) =>
    int(call, self(call).split(text(call.arg("part")) || refuse()).length - 1),
  ),
];
