import type { Expressions } from "./expressions";
import { type ArrayType, FLOAT, INT, type Type } from "./types";

/** Ways to change what a name holds, each one or more lines; no list gets shorter in the end. */
export function mutations(write: Expressions, name: string, type: Type): string[][] {
  const { random } = write;
  switch (type.kind) {
    case "list":
      return ofList(write, name, type.of, type.length);
    case "dict": {
      const key = `"${random.pick(type.keys)}"`;
      const value = write.of(type.of, 2);
      return [
        [`${name}[${key}] = ${value}`],
        [`${name}.update({${key}: ${value}})`],
        [`${name}.setdefault(${key}, ${value})`],
        [`${name}[${key}] = ${name}.pop(${key})`],
        ...(type.of.kind === "int" || type.of.kind === "float" ? [[`${name}[${key}] += ${value}`]] : []),
        ...mutations(write, `${name}[${key}]`, type.of),
      ];
    }
    case "array":
      return ofArray(write, name, type);
    case "object": {
      const [field, of] = random.pick([...type.fields]);
      return [[`${name}.${field} = ${write.of(of, 2)}`], ...mutations(write, `${name}.${field}`, of)];
    }
    default:
      return [];
  }
}

function ofList(write: Expressions, name: string, of: Type, length: number): string[][] {
  const { random } = write;
  const value = write.of(of, 2);
  const lines = [
    [`${name}.append(${value})`],
    [`${name}.extend([${value}])`],
    [`${name}.insert(${random.int(-1, 1)}, ${value})`],
    [`${name}.reverse()`],
    [`${name} += [${value}]`],
  ];
  if (name.includes("[") || name.includes(".")) lines.pop();
  if (length > 0) {
    const at = random.int(-length, length - 1);
    lines.push(
      [`${name}[${at}] = ${value}`],
      [`${name}[:1] = [${value}]`],
      [`${name}.pop()`, `${name}.append(${value})`],
    );
    lines.push([`del ${name}[0]`, `${name}.insert(0, ${value})`], [`${name}.append(${name}[${at}])`]);
    if (of.kind === "int" || of.kind === "float") {
      lines.push(
        [`${name}[${at}] ${random.pick(["+=", "*=", "-="])} ${value}`],
        [`${name}.sort()`],
        [`${name}.remove(${name}[0])`, `${name}.append(${value})`],
      );
      lines.push([`${name}[${at}], ${name}[0] = ${name}[0], ${name}[${at}]`]);
    }
    lines.push(...mutations(write, `${name}[${at}]`, of));
  }
  return lines;
}

function ofArray(write: Expressions, name: string, { library, shape, of }: ArrayType): string[][] {
  const { random } = write;
  const value = write.of({ kind: "array", library, shape, of }, 1);
  const scalar =
    of === "b" ? random.pick(["True", "False"]) : write.of(of === "f" ? random.pick([INT, FLOAT]) : INT, 1);
  const torch = library === "torch";
  const lines: string[][] = [];
  if (of !== "b") lines.push([`${name} ${random.pick(["+=", "-=", "*="])} ${random.chance(0.5) ? value : scalar}`]);
  if (!/^\w+$/.test(name)) lines.pop();
  if (torch) {
    lines.push([`${name}.fill_(${scalar})`], [`${name}.copy_(${value})`], [`${name}.zero_()`]);
    if (of !== "b")
      lines.push(
        [`${name}.add_(${scalar})`],
        [`${name}.mul_(${value})`],
        [`${name}.clamp_(min=0)`],
        [`${name}.neg_()`],
      );
  } else {
    lines.push([`${name}.fill(${scalar})`]);
  }
  if (shape.length > 0) {
    const i = random.int(-shape[0], shape[0] - 1);
    const row = write.of({ kind: "array", library, shape: shape.slice(1), of }, 1);
    lines.push(
      [`${name}[${i}] = ${row}`],
      [`${name}[${i}] = ${scalar}`],
      [`${name}[...] = ${value}`],
      [`${name}[:1] = ${scalar}`],
    );
    lines.push([`${name}[${shape.map((n) => random.int(-n, n - 1)).join(", ")}] = ${scalar}`]);
    lines.push([`${name}[${":, ".repeat(shape.length - 1)}0] = ${scalar}`], [`${name}[::2] = ${scalar}`]);
    if (of !== "b") {
      lines.push(
        [`${name}[${name} > ${write.literal("int")}] = ${scalar}`],
        [`${name}[${i}] += ${row}`],
        [`${name}[:, ...] *= ${scalar}`],
      );
    }
    if (!torch && of !== "b") lines.push([`${name}.sort(axis=${random.int(0, shape.length - 1)})`]);
  }
  return lines;
}
