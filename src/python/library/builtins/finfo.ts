import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { fresh } from "../tensor/make";
import { epsilon, rangeOf } from "../tensor/precision";
import { float } from "./read";

/** What `torch.finfo` and `np.finfo` say of a type of floats. */
const limits: Readonly<Record<string, (dtype: DType) => number>> = {
  eps: (dtype) => epsilon[dtype],
  max: rangeOf,
  min: (dtype) => -rangeOf(dtype),
  tiny: smallest,
  smallest_normal: smallest,
};

function smallest(dtype: DType): number {
  return dtype === "float16" ? 2 ** -14 : dtype === "float64" ? 2 ** -1022 : 2 ** -126;
}

/** torch gives Python's floats, NumPy numbers of the type itself. */
function limit(library: "torch" | "numpy", name: string): LibraryMethod {
  return {
    signature: "self",
    property: true,
    apply: (call) => {
      const dtype = typeOf(call);
      if (dtype === undefined) return call.unknown();
      const value = limits[name](dtype);
      if (library === "torch") return float(call, value);
      const made = { operation: "getitem", operands: [], library, shape: [], dtype } as const;
      return fresh(call, made, { data: Float64Array.of(value), error: undefined });
    },
  };
}

function typeOf(call: OperationCall): DType | undefined {
  const self = call.arg("self");
  const type: Value | undefined = self?.kind === "object" ? self.object.attributes.get("type") : undefined;
  if (type?.kind === "none") return "float32";
  const dtype = type?.kind === "dtype" ? type.dtype : type?.kind === "string" ? (type.value as DType) : undefined;
  return dtype !== undefined && dtype in epsilon && isFloatingPoint(dtype) ? dtype : undefined;
}

export const floatTypes: readonly LibraryClass[] = (["torch", "numpy"] as const).map((library) => ({
  names: `${library}.finfo`,
  signature: library === "torch" ? "type=None" : "type",
  bases: "",
  methods: Object.fromEntries(Object.keys(limits).map((name) => [name, limit(library, name)])),
}));
