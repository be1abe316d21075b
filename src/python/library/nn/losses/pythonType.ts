import type { TupleValue, Value } from "../../../value";

/** The name of a value's type as Python's messages have it; undefined where it is not certain. */
export function pythonType(value: Value): string | undefined {
  switch (value.kind) {
    case "tensor":
      return value.library === "torch" ? "Tensor" : arrayType(value.library, value.shape.length);
    case "unknown":
      if (value.facts.library === undefined) return undefined;
      return value.facts.library === "torch" ? "Tensor" : arrayType(value.facts.library, value.facts.shape?.length);
    case "number":
      return value.type;
    case "string":
      return "str";
    case "none":
      return "NoneType";
    case "ellipsis":
      return "ellipsis";
    case "list":
      return value.form === "iterator" ? undefined : value.form;
    case "tuple":
      return value.fields === undefined ? "tuple" : returnType(value);
    case "slice":
      return "slice";
    case "function":
      return "function";
    case "class":
      return "type";
    case "dtype":
      return value.library === "torch" ? "torch.dtype" : undefined;
    case "object":
      return value.type.kind === "library" && value.type.path.startsWith("torch.nn.")
        ? value.type.path.slice(value.type.path.lastIndexOf(".") + 1)
        : undefined;
    // A dict may be of a class of its own; methods, modules and partials have several types.
    case "dict":
    case "method":
    case "library":
    case "partial":
    case "notImplemented":
      return undefined;
  }
}

/** The named tuple of torch.max, torch.sort and their like, which is made where its values are. */
function returnType({ items: [values], origin }: TupleValue): string | undefined {
  if (values === undefined || isTensor(values) !== true) return undefined;
  const own = values.origin;
  if (own.kind !== "operation" || origin.kind !== "operation") return undefined;
  const { unit, start } = own.place;
  const isMadeThere = unit === origin.place.unit && start === origin.place.start;
  return isMadeThere && returning.has(own.operation) ? `torch.return_types.${own.operation}` : undefined;
}

const returning: ReadonlySet<string> = new Set(["max", "min", "sort", "topk"]);

/** An array without axes may as well be one of NumPy's scalars, whose types are many. */
function arrayType(library: string, rank: number | undefined): string | undefined {
  return library === "numpy" && rank !== undefined && rank > 0 ? "numpy.ndarray" : undefined;
}

/** Whether a value is a torch.Tensor; undefined where that is not known. */
export function isTensor(value: Value): boolean | undefined {
  if (value.kind === "tensor") return value.library === "torch";
  if (value.kind === "object") return pythonType(value) === undefined ? undefined : false;
  if (value.kind !== "unknown") return false;
  const { library } = value.facts;
  return library === undefined ? undefined : library === "torch";
}
