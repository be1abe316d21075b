import type { Sizes } from "../../../value";
import { refuse } from "../../tensor/arguments";
import { expect, type Shaped } from "./shaped";

/** Layers that leave the shape as it is. */

const batch = "eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None";

function same(
  operation: string,
  layers: string,
  layerOptions: string,
  functions: string,
  functionOptions: string,
  check: (input: Sizes, options: Parameters<Shaped["sizes"]>[1]) => void,
  dtype: Shaped["dtype"] = "parameters",
): Shaped {
  return {
    operation,
    layers,
    layerOptions,
    functions,
    functionOptions,
    dtype,
    sizes: (input, options) => {
      check(input, options);
      return input;
    },
  };
}

const ranks = { 1: [2, 3], 2: [4], 3: [5] } as const;

export const normalizationRows: readonly Shaped[] = [
  ...([1, 2, 3] as const).map((n) =>
    same("batch_norm", `BatchNorm${n}d`, `num_features, ${batch}`, "", "", (input, options) => {
      if (!(ranks[n] as readonly number[]).includes(input.length)) refuse();
      expect(input[1], options.int("num_features"));
      // One value a channel has no variance, which torch refuses in training.
      if (input.every((size, axis) => axis === 1 || size === 1)) refuse();
    }),
  ),
  same("batch_norm", "SyncBatchNorm", `num_features, ${batch}`, "", "", (input, options) =>
    expect(input[1], options.int("num_features")),
  ),
  same("instance_norm", "InstanceNorm1d InstanceNorm2d InstanceNorm3d", `num_features, ${batch}`, "", "", () => {}),
  same(
    "layer_norm",
    "LayerNorm",
    "normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None",
    "torch.nn.functional.layer_norm torch.layer_norm",
    "normalized_shape, weight=None, bias=None, eps=1e-05",
    checkTrailing,
    "maybeParameters",
  ),
  same(
    "rms_norm",
    "RMSNorm",
    "normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None",
    "torch.nn.functional.rms_norm",
    "normalized_shape, weight=None, eps=None",
    checkTrailing,
    "maybeParameters",
  ),
  same(
    "group_norm",
    "GroupNorm",
    "num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None",
    "",
    "",
    (input, options) => {
      const channels = options.int("num_channels");
      expect(input[1], channels);
      const [batch, , ...space] = input;
      const inGroup = channels / options.int("num_groups");
      if ([batch, inGroup, ...space].every((size) => size === 1)) refuse();
    },
  ),
  same("local_response_norm", "LocalResponseNorm", "size, alpha=0.0001, beta=0.75, k=1.0", "", "", () => {}),
  same(
    "normalize",
    "",
    "",
    "torch.nn.functional.batch_norm torch.nn.functional.instance_norm torch.nn.functional.group_norm torch.nn.functional.local_response_norm",
    "*rest, **others",
    () => {},
  ),
];

function checkTrailing(input: Sizes, options: Parameters<Shaped["sizes"]>[1]): void {
  const shape = options.list("normalized_shape");
  if (shape.length > input.length) refuse();
  shape.forEach((size, i) => {
    expect(input[input.length - shape.length + i], size);
  });
}
