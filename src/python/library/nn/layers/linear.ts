import type { Sizes } from "../../../value";
import { refuse } from "../../tensor/arguments";
import { expect, type LayerOptions, type Shaped } from "./shaped";

/** Layers that multiply by a matrix, or look rows up in one. */
export const linearRows: readonly Shaped[] = [
  {
    operation: "linear",
    layers: "Linear",
    layerOptions: "in_features, out_features, bias=True, device=None, dtype=None",
    functions: "",
    functionOptions: "",
    dtype: "parameters",
    sizes: (input, options) => {
      expect(lastOf(input), options.int("in_features"));
      return [...input.slice(0, -1), options.int("out_features")];
    },
    lastSize: (options) => options.int("out_features"),
    weighted: {
      by: "torch.nn.functional.linear",
      sizes: {
        weight: (options) => [options.int("out_features"), options.int("in_features")],
        bias: (options) => (options.is("bias") ? [options.int("out_features")] : undefined),
      },
    },
  },
  {
    operation: "linear",
    layers: "LazyLinear",
    layerOptions: "out_features, bias=True, device=None, dtype=None",
    functions: "",
    functionOptions: "",
    dtype: "parameters",
    sizes: (input, options) => {
      lastOf(input);
      return [...input.slice(0, -1), options.int("out_features")];
    },
    lastSize: (options) => options.int("out_features"),
  },
  {
    operation: "embedding",
    layers: "Embedding",
    layerOptions:
      "num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None",
    functions: "",
    functionOptions: "",
    dtype: "weights",
    sizes: (input, options) => [...input, options.int("embedding_dim")],
    lastSize: (options) => options.int("embedding_dim"),
    weighted: {
      by: "torch.nn.functional.embedding",
      sizes: {
        weight: (options) =>
          isPlain(options) ? [options.int("num_embeddings"), options.int("embedding_dim")] : undefined,
      },
    },
  },
];

/** The last size; a scalar has none, which torch refuses. */
function lastOf(sizes: Sizes): number | undefined {
  return sizes.length === 0 ? refuse() : sizes[sizes.length - 1];
}

/** Rows that are scaled as they are looked up are not those of the table; the table may be one that was given. */
function isPlain(options: LayerOptions): boolean {
  return options.value("max_norm") === undefined && options.value("_weight") === undefined;
}
