import { type ShownType, showType } from "../render/numbers";

const types: Readonly<Record<string, ShownType>> = { written: "asWritten", float64: "float64" };

/**
 * Takes `--dtype float64` or `--dtype written` out of the arguments of any command, and shows numbers so from now on: in the type of the
 * arrays where it is left out. A string says what is wrong with it.
 */
export function takeType(argv: readonly string[]): readonly string[] | string {
  const end = argv.indexOf("--");
  const at = argv.findIndex((each, index) => /^--dtype(=|$)/.test(each) && (end === -1 || index < end));
  showType("asWritten");
  if (at === -1) return argv;
  const [, joined] = argv[at].split("=", 2);
  const name = joined ?? argv[at + 1] ?? "";
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) return `--dtype is one of ${Object.keys(types).join(", ")}, not “${name}”`;
  showType(type);
  return argv.toSpliced(at, joined === undefined ? 2 : 1);
}
