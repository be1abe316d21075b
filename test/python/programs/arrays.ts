import type { Expressions } from "./expressions";
import { type ArrayType, FLOAT, INT, isSame, type Type } from "./types";

type Way = () => string;

/** An expression that gives an array of exactly this library, shape and kind. */
export function arrayExpression(to: Expressions, type: ArrayType, depth: number): string {
  const ways =
    depth <= 0
      ? [() => written(to, type)]
      : [() => written(to, type), ...operations(to, type, depth), ...views(to, type)];
  return to.random.pick(ways)();
}

function written(to: Expressions, { library, shape, of }: ArrayType): string {
  const { random } = to;
  const size = shape.reduce((a, b) => a * b, 1);
  const library_ = library === "torch" ? "torch" : "np";
  const element = (): string =>
    of === "b" ? random.pick(["True", "False"]) : of === "i" ? String(random.int(0, 5)) : to.literal("float");
  const nested = (axis: number): string =>
    axis === shape.length ? element() : `[${Array.from({ length: shape[axis] }, () => nested(axis + 1)).join(", ")}]`;
  const sizes = `(${shape.map((n) => `${n},`).join(" ")})`;
  const dtypes = library === "torch" ? torchDTypes : numpyDTypes;
  const made = `${library === "torch" ? "torch.tensor" : "np.array"}(${nested(0)}`;
  const ways: Way[] = [() => `${made})`, () => `${made})`, () => `${made}, dtype=${random.pick(dtypes[of])})`];
  if (of === "f")
    ways.push(
      () => `${library_}.${random.pick(["zeros", "ones"])}(${sizes})`,
      () => `${library_}.full(${sizes}, ${to.literal("float")})`,
    );
  if (of === "i" && size > 0) ways.push(() => `${library_}.arange(${size}).reshape(${sizes})`);
  if (of === "f" && shape.length === 2 && shape[0] === shape[1]) ways.push(() => `${library_}.eye(${shape[0]})`);
  if (of === "f" && library === "torch")
    ways.push(() => `torch.Tensor(${shape.length > 0 ? nested(0) : "[1.5]"})${shape.length > 0 ? "" : "[0]"}`);
  return random.pick(ways)();
}

const torchDTypes = {
  f: ["torch.float32", "torch.float64", "torch.float"],
  i: ["torch.int64", "torch.long", "torch.int32"],
  b: ["torch.bool"],
};
const numpyDTypes = { f: ["np.float32", "np.float64", "float"], i: ["np.int64", "np.int32", "int"], b: ["bool"] };

function operations(to: Expressions, type: ArrayType, depth: number): Way[] {
  const { random } = to;
  const { library, shape, of } = type;
  const torch = library === "torch";
  const same = (kind: ArrayType["of"] = of): string => to.of({ ...type, of: kind }, depth - 1);
  const sub = (other: Type): string => to.of(other, depth - 1);
  const array = (sizes: readonly number[], kind: ArrayType["of"] = of): string =>
    sub({ kind: "array", library, shape: sizes, of: kind });
  const lib = torch ? "torch" : "np";
  const axisName = torch ? "dim" : "axis";
  const keep = torch ? "keepdim" : "keepdims";
  const ways: Way[] = [];
  const rank = shape.length;
  if (of === "b") {
    ways.push(
      () => `(${same("f")} ${random.pick(["<", ">", "<=", ">=", "==", "!="])} ${to.literal("float")})`,
      () => `(${same("i")} ${random.pick(["<", ">", "==", "!="])} ${same("i")})`,
      () => `(${same()} ${random.pick(["&", "|", "^"])} ${same()})`,
      () => `(~${same()})`,
    );
    if (torch) ways.push(() => `${same("i")}.${random.pick(["eq", "ne", "gt"])}(${to.literal("int")})`);
  } else {
    ways.push(
      () => `(${same()} ${random.pick(["+", "-", "*"])} ${same()})`,
      () => `(${same()} ${random.pick(["+", "-", "*"])} ${sub(of === "f" ? random.pick([INT, FLOAT]) : INT)})`,
      () => `(${sub(INT)} ${random.pick(["+", "-", "*"])} ${same()})`,
      () => `(-${same()})`,
      () =>
        `${same()}.${torch ? random.pick(["abs()", "clone()", "clamp(min=0)", "clamp(-1, 2)"]) : random.pick(["copy()", "clip(0, 3)"])}`,
      () => `${lib}.where(${same("b")}, ${same()}, ${same()})`,
    );
    // A number of an axis broadcast.
    if (rank > 0) {
      const small = shape
        .map((n, i) => (random.chance(0.4) || i === 0 ? n : 1))
        .slice(random.int(0, 1) && rank > 1 ? 1 : 0);
      ways.push(() => `(${same()} ${random.pick(["+", "*"])} ${array(small)})`);
    }
    ways.push(
      () =>
        `${lib}.stack([${array(shape.slice(1))}${`, ${array(shape.slice(1))}`.repeat(Math.max(0, (shape[0] ?? 1) - 1))}])`,
    );
    if (rank === 0) ways.pop();
    // What is summed up.
    const at = random.int(0, rank);
    const summed = [...shape.slice(0, at), random.int(1, 3), ...shape.slice(at)];
    if (summed.length <= 3) {
      const how =
        of === "f"
          ? random.pick(["sum", "mean", torch ? "amax" : "max"])
          : random.pick(["sum", torch ? "amax" : "max"]);
      ways.push(() => `${array(summed)}.${how}(${axisName}=${random.pick([at, at - summed.length])})`);
      ways.push(() => `${array(summed)}.${how}(${at})`);
      if (of === "i") ways.push(() => `${array(summed, random.pick(["f", "i"]))}.argmax(${axisName}=${at})`);
      if (torch) ways.push(() => `${array(summed)}.max(dim=${at})${random.pick(["[0]", ".values"])}`);
      if (torch && of === "i") ways.push(() => `torch.max(${array(summed)}, ${at})[1]`);
    }
    if (rank > 0) {
      const axis = random.int(0, rank - 1);
      const kept = shape.map((n, i) => (i === axis ? 1 : n));
      if (shape[axis] === 1) {
        const from = shape.map((n, i) => (i === axis ? random.int(1, 3) : n));
        ways.push(() => `${array(from)}.sum(${axis}, ${keep}=True)`);
      }
      ways.push(() => `(${same()} - ${array(kept)})`);
      ways.push(() => `${lib}.cumsum(${same()}, ${axis})`);
      if (torch)
        ways.push(
          () => `${same()}.sort(dim=${axis})[0]`,
          () => `${same()}.flip(${axis})`,
        );
      else
        ways.push(
          () => `np.sort(${same()}, axis=${axis})`,
          () => `np.flip(${same()}, ${axis})`,
        );
      if (shape[axis] > 1) {
        const one = shape.map((n, i) => (i === axis ? 1 : n));
        const rest = shape.map((n, i) => (i === axis ? n - 1 : n));
        ways.push(
          () => `${torch ? "torch.cat" : "np.concatenate"}([${array(one)}, ${array(rest)}], ${axisName}=${axis})`,
        );
      }
    }
  }
  if (of === "f") {
    ways.push(
      () => `(${same(random.pick(["f", "i"]))} / ${random.pick(["2", "4.0", "-0.5"])})`,
      () =>
        `${same("i")}${torch ? random.pick([".float()", ".double()", ".to(torch.float32)"]) : random.pick([".astype(float)", ".astype(np.float32)"])}`,
      () => `(${same("i")} * ${to.literal("float")})`,
      () => `${lib}.${random.pick(["exp", "tanh", "sin"])}(${same()}${torch ? ".clamp(max=3)" : ".clip(-3, 3)"})`,
      () => `${same("b")}${torch ? ".float()" : ".astype(float)"}`,
    );
    if (torch) {
      ways.push(
        () => `torch.sigmoid(${same()})`,
        () => `F.relu(${same()})`,
        () => `${same()}.relu()`,
      );
      if (rank > 0)
        ways.push(
          () => `${random.pick(["torch.softmax", "F.log_softmax"])}(${same()}, dim=${random.int(-rank, rank - 1)})`,
        );
    }
    if (rank === 2) {
      const inner = random.int(1, 3);
      const wide = torch ? ".double()" : "";
      ways.push(() => `(${array([shape[0], inner])}${wide} @ ${array([inner, shape[1]])}${wide})`);
    }
  }
  if (of === "i") {
    ways.push(
      () => `${same("b")}${torch ? random.pick([".long()", ".int()"]) : ".astype(int)"}`,
      () => `${same("f")}${torch ? ".long()" : ".astype(np.int64)"}`,
      () => `(${same()} ${random.pick(["//", "%"])} ${random.pick(["2", "3"])})`,
    );
    if (torch && rank > 0 && shape[rank - 1] === 4) ways.push(() => `F.one_hot(${array(shape.slice(0, -1))} % 4, 4)`);
  }
  const other = `${torch ? "numpy" : "torch"}`;
  ways.push(() => {
    const inner = to.of({ ...type, library: other as "torch" | "numpy" }, depth - 1);
    return torch
      ? `torch.from_numpy(${random.chance(0.3) ? `np.array(${inner})` : `np.ascontiguousarray(${inner}).reshape((${shape.map((n) => `${n},`).join("")}))`})`
      : `${inner}.numpy()`;
  });
  return ways;
}

/** Views of arrays that there are: parts, other shapes, other orders. */
function views(to: Expressions, { library, shape, of }: ArrayType): Way[] {
  const { random } = to;
  const fits = (test: (other: ArrayType) => boolean) =>
    to.nameOf((other) => other.kind === "array" && other.library === library && other.of === of && test(other));
  const size = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);
  const ways: Way[] = [];
  const sized = fits((other) => size(other.shape) === size(shape));
  if (sized !== undefined) {
    const rest = shape.length > 0 ? shape.map((n, i) => (i === 0 && size(shape.slice(1)) > 0 ? -1 : n)) : [];
    ways.push(
      () =>
        `${sized[0]}.reshape(${random.chance(0.5) && shape.length > 0 ? rest.join(", ") : `(${shape.map((n) => `${n},`).join(" ")})`})`,
    );
    if (shape.length === 1) ways.push(() => `${sized[0]}.${random.pick(["ravel()", "flatten()", "reshape(-1)"])}`);
  }
  if (shape.length === 2) {
    const turned = fits((other) => isSame(other, { kind: "array", library, of, shape: [shape[1], shape[0]] }));
    if (turned !== undefined)
      ways.push(
        () =>
          `${turned[0]}${random.pick(library === "torch" ? [".T", ".t()", ".transpose(0, 1)", ".permute(1, 0)"] : [".T", ".transpose(1, 0)", ".transpose()"])}`,
      );
  }
  const larger = fits((other) => other.shape.length === shape.length && other.shape.every((n, i) => n >= shape[i]));
  if (larger?.[1].kind === "array" && shape.length > 0) {
    const whole = larger[1].shape;
    const parts = shape.map((n, i) => {
      const start = random.int(0, whole[i] - n);
      if (n === whole[i] && random.chance(0.6)) return ":";
      if (start + n === whole[i] && random.chance(0.5)) return `${-n}:`;
      return `${start === 0 && random.chance(0.5) ? "" : start}:${start + n}`;
    });
    ways.push(() => `${larger[0]}[${parts.join(", ")}]`);
    if (whole[0] === shape[0] && library === "numpy" && isSame(larger[1], { kind: "array", library, of, shape }))
      ways.push(() => `${larger[0]}[::-1]`);
    if (isSame(larger[1], { kind: "array", library, of, shape })) {
      const order = random.shuffled([...Array(shape[0]).keys()]);
      ways.push(
        () => `${larger[0]}[[${order}]]`,
        () => `${larger[0]}[${library === "torch" ? "torch.tensor" : "np.array"}([${order}])]`,
      );
    }
  }
  const deeper = fits(
    (other) => other.shape.length === shape.length + 1 && String(other.shape.slice(1)) === String(shape),
  );
  if (deeper?.[1].kind === "array")
    ways.push(() => `${deeper[0]}[${random.int(-1, (deeper[1] as ArrayType).shape[0] - 1)}]`);
  const last = fits(
    (other) => other.shape.length === shape.length + 1 && String(other.shape.slice(0, -1)) === String(shape),
  );
  if (last?.[1].kind === "array") {
    const n = (last[1] as ArrayType).shape.at(-1) as number;
    ways.push(() => `${last[0]}[${random.pick(["..., ", `${":, ".repeat(shape.length)}`])}${random.int(-n, n - 1)}]`);
  }
  const one = shape.indexOf(1);
  if (one >= 0) {
    const without = shape.filter((_, i) => i !== one);
    const from = fits((other) => String(other.shape) === String(without));
    if (from !== undefined)
      ways.push(
        () => (library === "torch" ? `${from[0]}.unsqueeze(${one})` : `np.expand_dims(${from[0]}, ${one})`),
        () => `${from[0]}[${":, ".repeat(one)}None]`,
      );
  }
  return ways;
}
