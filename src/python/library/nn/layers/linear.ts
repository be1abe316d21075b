import { refuse } from "../../tensor/arguments";
import { expect, type Shaped, type Sizes } from "./shaped";

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
  },
];

/** The last size; a scalar has none, which torch refuses. */
function lastOf(sizes: Sizes): number | undefined {
  return sizes.length === 0 ? refuse() : sizes[sizes.length - 1];
}
