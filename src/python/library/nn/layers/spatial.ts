import type { Sizes } from "../../../value";
import { refuse } from "../../tensor/arguments";
import { expect, type LayerOptions, type Shaped, sized } from "./shaped";

/** Convolutions, pooling, padding, upsampling: layers over one to three axes of space, with or without a batch axis. */

const convolution =
  "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None";
const transposed =
  "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None";

const axes = [1, 2, 3] as const;

/** The channels that come out, known where the rank is not. */
const outChannels = (options: LayerOptions) => ({ out_channels: options.int("out_channels") });

export const spatialRows: readonly Shaped[] = [
  ...axes.map(
    (n): Shaped => ({
      operation: `conv${n}d`,
      layers: `Conv${n}d`,
      layerOptions: convolution,
      functions: "",
      functionOptions: "",
      dtype: "parameters",
      settings: outChannels,
      sizes: (input, options) => {
        const [lead, channels, space] = split(input, n);
        expect(channels, options.int("in_channels"));
        return [...lead, options.int("out_channels"), ...convolved(space, options, options.ints("kernel_size", n))];
      },
    }),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: `conv_transpose${n}d`,
      layers: `ConvTranspose${n}d`,
      layerOptions: transposed,
      functions: "",
      functionOptions: "",
      dtype: "parameters",
      settings: outChannels,
      sizes: (input, options) => {
        const [lead, channels, space] = split(input, n);
        expect(channels, options.int("in_channels"));
        return [...lead, options.int("out_channels"), ...spread(space, options)];
      },
    }),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: `max_pool${n}d`,
      layers: `MaxPool${n}d`,
      layerOptions: "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False",
      functions: `torch.nn.functional.max_pool${n}d torch.max_pool${n}d`,
      functionOptions: "kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False",
      dtype: "input",
      sizes: (input, options) => {
        const [lead, channels, space] = split(input, n);
        if (options.is("return_indices")) refuse();
        return [...lead, channels, ...pooled(space, options, options.ints("dilation", n))];
      },
    }),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: `avg_pool${n}d`,
      layers: `AvgPool${n}d`,
      layerOptions: `kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True${n === 1 ? "" : ", divisor_override=None"}`,
      functions: `torch.nn.functional.avg_pool${n}d`,
      functionOptions: `kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True${n === 1 ? "" : ", divisor_override=None"}`,
      dtype: "input",
      sizes: (input, options) => {
        const [lead, channels, space] = split(input, n);
        const kernel = options.ints("kernel_size", n);
        if (n === 3 && space.some((size, i) => size !== undefined && size < kernel[i])) refuse();
        return [...lead, channels, ...pooled(space, options, new Array<number>(n).fill(1))];
      },
    }),
  ),
  ...axes.flatMap((n) =>
    (["avg", "max"] as const).map(
      (kind): Shaped => ({
        operation: `adaptive_${kind}_pool${n}d`,
        layers: kind === "avg" ? `AdaptiveAvgPool${n}d` : `AdaptiveMaxPool${n}d`,
        layerOptions: kind === "avg" ? "output_size" : "output_size, return_indices=False",
        functions: `torch.nn.functional.adaptive_${kind}_pool${n}d`,
        functionOptions: kind === "avg" ? "output_size" : "output_size, return_indices=False",
        dtype: "input",
        sizes: (input, options) => {
          const [lead, channels] = split(input, n);
          if (options.is("return_indices")) refuse();
          return [...lead, channels, ...options.ints("output_size", n)];
        },
      }),
    ),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: "pad",
      layers: `ZeroPad${n}d ReplicationPad${n}d`,
      layerOptions: "padding",
      functions: "",
      functionOptions: "",
      dtype: "input",
      sizes: padded(n),
    }),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: "pad",
      layers: `ReflectionPad${n}d`,
      layerOptions: "padding",
      functions: "",
      functionOptions: "",
      dtype: "input",
      sizes: (input, options) => {
        // What is reflected has to be there.
        const widest = Math.max(...options.ints("padding", 2 * n));
        if (input.slice(-n).some((size) => size !== undefined && size <= widest)) refuse();
        return padded(n)(input, options);
      },
    }),
  ),
  ...axes.map(
    (n): Shaped => ({
      operation: "pad",
      layers: `ConstantPad${n}d`,
      layerOptions: "padding, value",
      functions: "",
      functionOptions: "",
      dtype: "input",
      sizes: padded(n),
    }),
  ),
  {
    operation: "interpolate",
    layers: "Upsample",
    layerOptions: "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
    functions: "torch.nn.functional.interpolate torch.nn.functional.upsample",
    functionOptions:
      "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False",
    dtype: "input",
    sizes: interpolated,
  },
  ...(["UpsamplingNearest2d", "UpsamplingBilinear2d"] as const).map(
    (layer): Shaped => ({
      operation: "interpolate",
      layers: layer,
      layerOptions: "size=None, scale_factor=None",
      functions: "",
      functionOptions: "",
      dtype: "input",
      sizes: interpolated,
    }),
  ),
  {
    operation: "pixel_shuffle",
    layers: "PixelShuffle",
    layerOptions: "upscale_factor",
    functions: "torch.nn.functional.pixel_shuffle torch.pixel_shuffle",
    functionOptions: "upscale_factor",
    dtype: "input",
    sizes: (input, options) => {
      const [lead, channels, space] = split(input, 2);
      const r = options.int("upscale_factor");
      return [
        ...lead,
        sized(channels, (c) => (c % (r * r) === 0 ? c / (r * r) : refuse())),
        ...space.map((size) => sized(size, (s) => s * r)),
      ];
    },
  },
  {
    operation: "pixel_unshuffle",
    layers: "PixelUnshuffle",
    layerOptions: "downscale_factor",
    functions: "torch.nn.functional.pixel_unshuffle torch.pixel_unshuffle",
    functionOptions: "downscale_factor",
    dtype: "input",
    sizes: (input, options) => {
      const [lead, channels, space] = split(input, 2);
      const r = options.int("downscale_factor");
      return [
        ...lead,
        sized(channels, (c) => c * r * r),
        ...space.map((size) => sized(size, (s) => (s % r === 0 ? s / r : refuse()))),
      ];
    },
  },
];

/** The axes of a batch, the channels, and n axes of space. */
function split(input: Sizes, n: number): readonly [lead: Sizes, channels: number | undefined, space: Sizes] {
  const lead = input.length - n - 1;
  if (lead !== 0 && lead !== 1) refuse();
  return [input.slice(0, lead), input[lead], input.slice(lead + 1)];
}

function convolved(space: Sizes, options: LayerOptions, kernel: readonly number[]): Sizes {
  const mode = options.text("padding");
  if (mode === "same") return space;
  const n = space.length;
  const stride = options.ints("stride", n);
  const dilation = options.ints("dilation", n);
  const padding = mode === "valid" ? new Array<number>(n).fill(0) : options.ints("padding", n);
  return space.map((size, i) =>
    sized(size, (s) => Math.floor((s + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1),
  );
}

function spread(space: Sizes, options: LayerOptions): Sizes {
  const n = space.length;
  const [kernel, stride, padding, more, dilation] = [
    "kernel_size",
    "stride",
    "padding",
    "output_padding",
    "dilation",
  ].map((name) => options.ints(name, n));
  if (more.some((size, i) => size >= Math.max(stride[i], dilation[i]))) refuse();
  return space.map((size, i) =>
    sized(size, (s) => (s - 1) * stride[i] - 2 * padding[i] + dilation[i] * (kernel[i] - 1) + more[i] + 1),
  );
}

function pooled(space: Sizes, options: LayerOptions, dilation: readonly number[]): Sizes {
  const n = space.length;
  const kernel = options.ints("kernel_size", n);
  const stride = options.value("stride") === undefined ? kernel : options.ints("stride", n);
  const padding = options.ints("padding", n);
  const up = options.is("ceil_mode");
  if (padding.some((pad, i) => pad > Math.floor((dilation[i] * (kernel[i] - 1) + 1) / 2))) refuse();
  return space.map((size, i) =>
    sized(size, (s) => {
      const steps = (s + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i];
      const count = (up ? Math.ceil(steps) : Math.floor(steps)) + 1;
      // The last window must begin inside of the input or its left padding.
      return up && (count - 1) * stride[i] >= s + padding[i] ? count - 1 : count;
    }),
  );
}

/** `padding` names two sizes an axis, from the last axis on. */
function padded(n: number): Shaped["sizes"] {
  return (input, options) => {
    const [lead, channels, space] = split(input, n);
    const padding = options.ints("padding", 2 * n);
    const last = n - 1;
    return [
      ...lead,
      channels,
      ...space.map((size, i) => sized(size, (s) => s + padding[2 * (last - i)] + padding[2 * (last - i) + 1])),
    ];
  };
}

function interpolated(input: Sizes, options: LayerOptions): Sizes {
  const n = input.length - 2;
  if (n < 1) refuse();
  const space = input.slice(2);
  if (options.value("size") !== undefined) return [...input.slice(0, 2), ...options.ints("size", n)];
  const factor = options.value("scale_factor") ?? refuse();
  const factors =
    factor.kind === "number"
      ? new Array<number>(n).fill(factor.value)
      : factor.kind === "tuple"
        ? factor.items.map((each) => (each.kind === "number" ? each.value : refuse()))
        : refuse();
  if (factors.length !== n) refuse();
  return [...input.slice(0, 2), ...space.map((size, i) => sized(size, (s) => Math.floor(s * factors[i])))];
}
