import type { Plain } from "../../../frameworks/framework";
import type { Tensor } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import { orElse } from "../tensor/arguments";
import { arrayLike } from "../tensor/literal";
import { numbersOf } from "../tensor/make";
import { slack } from "../tensor/precision";

/** An array that a loss of a framework is given, and how far each element may be from what the program holds. */
export interface Given {
  readonly tensor: Tensor;
  readonly off: Float64Array | undefined;
}

/** A tensor, or what the framework makes of lists of numbers; undefined where that is not known. */
export function givenArray(call: OperationCall, value: Value, library: Library): Given | undefined {
  if (value.kind === "tensor") {
    const numbers = numbersOf(value);
    if (numbers === undefined) return undefined;
    call.machine.spend(numbers.data.length);
    const off = numbers.error && slack(numbers, value.dtype);
    return { tensor: { data: numbers.data, shape: value.shape, dtype: value.dtype }, off };
  }
  if (value.kind !== "list" && value.kind !== "tuple") return undefined;
  return orElse<Given | undefined>(
    () => {
      const { numbers, shape, dtype } = arrayLike(call, value, library);
      return numbers && { tensor: { data: numbers.data, shape, dtype }, off: numbers.error };
    },
    () => undefined,
  );
}

/** An option as data; undefined where it is not known. */
export function plainOf(call: OperationCall, value: Value, library: Library): Plain {
  switch (value.kind) {
    case "none":
      return null;
    case "number":
      return value.type === "bool" ? value.value !== 0 : value.error === undefined ? value.value : undefined;
    case "string":
      return value.value;
    // tf.keras.losses.Reduction.NONE is the text "none".
    case "library":
      return /\.Reduction\.[A-Z_]+$/.test(value.path)
        ? value.path.slice(value.path.lastIndexOf(".") + 1).toLowerCase()
        : undefined;
    default:
      return givenArray(call, value, library)?.tensor;
  }
}

/** The words of a list, as they are written; undefined where something else is in it. */
export function wordsOf(call: OperationCall, value: Value): readonly string[] | undefined {
  if (value.kind !== "list" && value.kind !== "tuple") return undefined;
  const items = value.kind === "tuple" ? value.items : call.machine.iterate(value);
  if (items === undefined || items.length === 0) return undefined;
  const words: string[] = [];
  for (const item of items) {
    if (item.kind !== "string") return undefined;
    words.push(item.value);
  }
  call.machine.spend(words.length);
  return words;
}

/** Words as their places in the sorted vocabulary. */
export function places(words: readonly string[], vocabulary: readonly string[]): Tensor {
  const placeOf = new Map(vocabulary.map((word, place) => [word, place]));
  const data = Float64Array.from(words, (word) => placeOf.get(word) ?? -1);
  return { data, shape: [words.length], dtype: "int64" };
}
