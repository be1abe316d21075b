import { Random } from "./lossRandom";

type Content = "logits" | "probabilities" | "logProbabilities" | "indices" | "binary" | "signs" | "values" | "lists";

interface Kind {
  readonly module: string | undefined;
  readonly function: string;
  readonly input: readonly Content[];
  readonly target: readonly Content[];
  /** Shapes of the input and the targets that go with them. */
  readonly shapes: "classes" | "same" | "rows" | "vectors";
  /** The arrays of losses that take three, by the parameters in their order; each is x, t or v. */
  readonly arrays?: readonly (readonly [parameter: string, name: "x" | "t" | "v"])[];
  readonly third?: readonly Content[];
  /** In the order of the function, and of the module's constructor. */
  readonly options: readonly string[];
}

const legacy = ["size_average", "reduce", "reduction"];

const kinds: readonly Kind[] = [
  {
    module: "CrossEntropyLoss",
    function: "F.cross_entropy",
    input: ["logits", "probabilities"],
    target: ["indices", "probabilities"],
    shapes: "classes",
    options: ["weight", "size_average", "ignore_index", "reduce", "reduction", "label_smoothing"],
  },
  {
    module: "NLLLoss",
    function: "F.nll_loss",
    input: ["logProbabilities", "logits"],
    target: ["indices"],
    shapes: "classes",
    options: ["weight", "size_average", "ignore_index", "reduce", "reduction"],
  },
  {
    module: "BCELoss",
    function: "F.binary_cross_entropy",
    input: ["probabilities", "logits"],
    target: ["binary", "probabilities"],
    shapes: "same",
    options: ["weight", ...legacy],
  },
  {
    module: "BCEWithLogitsLoss",
    function: "F.binary_cross_entropy_with_logits",
    input: ["logits", "probabilities"],
    target: ["binary"],
    shapes: "same",
    options: ["weight", ...legacy, "pos_weight"],
  },
  {
    module: "KLDivLoss",
    function: "F.kl_div",
    input: ["logProbabilities"],
    target: ["probabilities", "logProbabilities"],
    shapes: "same",
    options: [...legacy, "log_target"],
  },
  {
    module: "MultiLabelSoftMarginLoss",
    function: "F.multilabel_soft_margin_loss",
    input: ["logits"],
    target: ["binary"],
    shapes: "same",
    options: ["weight", ...legacy],
  },
  {
    module: "MultiLabelMarginLoss",
    function: "F.multilabel_margin_loss",
    input: ["logits"],
    target: ["lists"],
    shapes: "same",
    options: legacy,
  },
  {
    module: "MultiMarginLoss",
    function: "F.multi_margin_loss",
    input: ["logits"],
    target: ["indices"],
    shapes: "rows",
    options: ["p", "margin", "weight", ...legacy],
  },
  {
    module: "SoftMarginLoss",
    function: "F.soft_margin_loss",
    input: ["logits"],
    target: ["signs"],
    shapes: "same",
    options: legacy,
  },
  {
    module: "HingeEmbeddingLoss",
    function: "F.hinge_embedding_loss",
    input: ["values"],
    target: ["signs"],
    shapes: "same",
    options: ["margin", ...legacy],
  },
  {
    module: undefined,
    function: "torchvision.ops.sigmoid_focal_loss",
    input: ["logits"],
    target: ["binary"],
    shapes: "same",
    options: ["alpha", "gamma", "reduction"],
  },
  {
    module: "MSELoss",
    function: "F.mse_loss",
    input: ["values"],
    target: ["values"],
    shapes: "same",
    options: [...legacy, "elementWeight"],
  },
  {
    module: "L1Loss",
    function: "F.l1_loss",
    input: ["values"],
    target: ["values"],
    shapes: "same",
    options: [...legacy, "elementWeight"],
  },
  {
    module: "SmoothL1Loss",
    function: "F.smooth_l1_loss",
    input: ["values"],
    target: ["values"],
    shapes: "same",
    options: [...legacy, "beta"],
  },
  {
    module: "HuberLoss",
    function: "F.huber_loss",
    input: ["values"],
    target: ["values"],
    shapes: "same",
    options: ["reduction", "delta", "elementWeight"],
  },
  {
    module: "PoissonNLLLoss",
    function: "F.poisson_nll_loss",
    input: ["values"],
    target: ["values"],
    shapes: "same",
    options: ["log_input", "full", "size_average", "eps", "reduce", "reduction"],
  },
  {
    module: "GaussianNLLLoss",
    function: "F.gaussian_nll_loss",
    input: ["values"],
    target: ["values"],
    third: ["probabilities", "probabilities", "values"],
    arrays: [
      ["input", "x"],
      ["target", "t"],
      ["var", "v"],
    ],
    shapes: "same",
    options: ["full", "eps", "reduction"],
  },
  {
    module: "CosineEmbeddingLoss",
    function: "F.cosine_embedding_loss",
    input: ["values"],
    target: ["signs"],
    third: ["values"],
    arrays: [
      ["input1", "x"],
      ["input2", "v"],
      ["target", "t"],
    ],
    shapes: "vectors",
    options: ["margin", ...legacy],
  },
  {
    module: "MarginRankingLoss",
    function: "F.margin_ranking_loss",
    input: ["values"],
    target: ["signs"],
    third: ["values"],
    arrays: [
      ["input1", "x"],
      ["input2", "v"],
      ["target", "t"],
    ],
    shapes: "same",
    options: ["margin", ...legacy],
  },
  {
    module: "TripletMarginLoss",
    function: "F.triplet_margin_loss",
    input: ["values"],
    target: ["values"],
    third: ["values"],
    arrays: [
      ["anchor", "x"],
      ["positive", "t"],
      ["negative", "v"],
    ],
    shapes: "same",
    options: ["margin", "p", "eps", "swap", ...legacy],
  },
];

const preamble = [
  "import numpy as np",
  "import torch",
  "import torchvision",
  "from torch import nn",
  "import torch.nn.functional as F",
  "",
].join("\n");

/** So many programs, each of which ends in `loss = …`. */
export function lossPrograms(count: number, seed: number): readonly string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => preamble + program(random));
}

function program(random: Random): string {
  const kind = random.pick(kinds);
  const [inputShape, targetShape] = shapesOf(kind, random);
  const input = argument(random.pick(kind.input), inputShape, inputShape.at(-1) ?? 1, random, false);
  const classes = inputShape.length > 1 ? inputShape[1] : (inputShape[0] ?? 1);
  const target = argument(random.pick(kind.target), targetShape, classes, random, true);
  const options = kind.options
    .filter((name) =>
      random.chance(name === "reduction" ? 0.5 : name === "size_average" || name === "reduce" ? 0.08 : 0.3),
    )
    .map((name) => [name, option(name, kind, inputShape, classes, random)] as const);
  const third = kind.third && argument(random.pick(kind.third), thirdShape(kind, inputShape, random), 1, random, false);
  const made = third === undefined ? "" : `v = ${third}\n`;
  return `x = ${input}\nt = ${target}\n${made}loss = ${call(kind, options, random)}\n`;
}

function thirdShape(kind: Kind, input: readonly number[], random: Random): readonly number[] {
  if (random.chance(0.75)) return input;
  if (kind.module === "GaussianNLLLoss" && random.chance(0.7))
    return random.chance(0.5) ? input.slice(0, -1) : [...input.slice(0, -1), 1];
  return random.pick([[], [2], [1, 2], [2, 3], input.slice(1), input.map(() => 1)]);
}

function call(kind: Kind, options: readonly (readonly [string, string])[], random: Random): string {
  const written = writeOptions(kind.options, options, random);
  const [first, second] = kind.function.startsWith("torchvision") ? ["inputs", "targets"] : ["input", "target"];
  const forms = [
    ["x", "t"],
    ["x", `${second}=t`],
    [`${first}=x`, `${second}=t`],
    [`${second}=t`, `${first}=x`],
  ];
  const three = kind.arrays;
  const arrays =
    three !== undefined && !random.chance(0.02)
      ? random.pick([
          three.map(([, name]) => name),
          three.map(([, name]) => name),
          three.map(([name, held]) => `${name}=${held}`),
        ])
      : random.chance(0.02)
        ? random.pick([
            ["x"],
            [],
            ["x", "t", "x"],
            ["x", "t", "axis=1"],
            [`${first}=x`],
            [`${second}=t`],
            ["x", "labels=t"],
          ])
        : random.chance(0.7)
          ? forms[0]
          : random.pick(forms);
  if (kind.module === undefined || random.chance(0.5)) {
    const isKeyword = arrays.some((each) => each.includes("="));
    const all =
      isKeyword || arrays.length < 2
        ? options.map(([name, value]) => `${name.replace("elementWeight", "weight")}=${value}`)
        : written;
    return `${kind.function}(${[...arrays, ...all].join(", ")})`;
  }
  if (random.chance(0.02)) return `nn.${kind.module}(x, t)`;
  const made = `${random.pick(["nn", "torch.nn", "nn.modules.loss"])}.${kind.module}(${written.join(", ")})`;
  return `${made}(${arrays.join(", ")})`;
}

/** By name, or by position as far as they stand side by side. */
function writeOptions(
  order: readonly string[],
  options: readonly (readonly [string, string])[],
  random: Random,
): readonly string[] {
  const given = new Map(options);
  const written: string[] = [];
  let isPositional = random.chance(0.3);
  for (const option of order) {
    const value = given.get(option);
    const name = option === "elementWeight" ? "weight" : option;
    if (isPositional && value !== undefined) written.push(value);
    else if (value !== undefined) written.push(`${name}=${value}`);
    else isPositional = false;
  }
  if (random.chance(0.01)) {
    const unexpected = random.pick(["dim=1", "pos_weight=None", "weights=None", "ignore_label=0"]);
    if (!given.has(unexpected.split("=")[0])) written.push(unexpected);
  }
  return written;
}

function shapesOf({ shapes }: Kind, random: Random): readonly [readonly number[], readonly number[]] {
  const [n, c, d] = [1 + random.int(4), 1 + random.int(4), 1 + random.int(3)];
  if (shapes === "vectors") {
    const input = random.pick([[n, c], [n, c], [c], [n, c, d]]);
    return [input, random.chance(0.85) ? input.slice(0, -1) : random.pick([[1], [], [n, 1], [n]])];
  }
  const input =
    shapes === "classes"
      ? random.pick([[n, c], [n, c], [n, c], [c], [n, c, d], [n, c, d, 2], []])
      : shapes === "rows"
        ? random.pick([[n, c], [n, c], [c], []])
        : random.pick([[n, c], [n], [n, c], [n, 1], [n, c, d], []]);
  const target =
    shapes === "same" ? input : input.length === 1 ? [] : random.chance(0.2) ? input : input.toSpliced(1, 1);
  if (random.chance(0.75)) return [input, target];
  return [input, random.pick([[n], [n, 1], [n, c], [c], [1, n], [n + 1], [], [n, c, 1], [0], [n, c, d], [n, d]])];
}

const floats = ["torch.float32", "torch.float64", "torch.float16", "torch.bfloat16"];
const integers = ["torch.int64", "torch.int32", "torch.uint8", "torch.bool", "torch.int16"];

/** An array as a program writes it. */
function argument(
  content: Content,
  shape: readonly number[],
  classes: number,
  random: Random,
  isTarget: boolean,
): string {
  const isInteger = content === "indices" || content === "lists";
  const dtype = random.chance(0.75)
    ? isInteger
      ? "torch.int64"
      : "torch.float32"
    : random.pick(isTarget ? [...integers, ...floats] : [...floats, ...floats, ...integers]);
  if (random.chance(0.25)) return unknown(content, shape, classes, dtype, random);
  const written = nested(shape, () => element(content, classes, random));
  // torch.tensor refuses negative numbers for uint8.
  const values = dtype === "torch.uint8" ? written.replaceAll("-", "") : written;
  if (random.chance(0.06))
    return random.pick([
      values,
      `np.array(${values})`,
      "None",
      "0.5",
      "1",
      `tuple(${values}) if ${shape.length > 0 ? "True" : "False"} else 2`,
      "'x'",
    ]);
  const bare = random.chance(0.3) && (isInteger || dtype === "torch.float32") && values.includes(isInteger ? "" : ".");
  return bare ? `torch.tensor(${values})` : `torch.tensor(${values}, dtype=${dtype})`;
}

function unknown(content: Content, shape: readonly number[], classes: number, dtype: string, random: Random): string {
  const sizes = `[${shape.join(", ")}]`;
  if (content === "indices") {
    return `torch.randint(0, ${Math.max(1, classes)}, ${sizes.replace("[", "(").replace("]", shape.length === 1 ? ",)" : ")")})${dtype === "torch.int64" ? "" : `.to(${dtype})`}`;
  }
  const made = random.pick(["torch.randn", "torch.rand", "torch.zeros", "torch.ones"]);
  if (made === "torch.randn" || made === "torch.rand") return `${made}(${sizes}).to(${dtype})`;
  return `${made}(${sizes}, dtype=${dtype})`;
}

function nested(shape: readonly number[], make: () => string): string {
  if (shape.length === 0) return make();
  const [size, ...rest] = shape;
  return `[${Array.from({ length: size }, () => nested(rest, make)).join(", ")}]`;
}

function element(content: Content, classes: number, random: Random): string {
  switch (content) {
    case "logits":
      return (random.next() * 8 - 4).toFixed(2);
    case "values":
      return (random.next() * 4 - 1).toFixed(2);
    case "probabilities":
      return random.chance(0.01) ? "1.5" : random.chance(0.1) ? random.pick(["0.0", "1.0"]) : random.next().toFixed(3);
    case "logProbabilities":
      return (-random.next() * 5).toFixed(2);
    case "indices":
      return random.chance(0.03) ? random.pick(["-1", "-100", "9"]) : String(random.int(Math.max(1, classes)));
    case "lists":
      return random.chance(0.3) ? "-1" : String(random.int(Math.max(1, classes)));
    case "binary":
      return random.pick(["0.0", "1.0"]);
    case "signs":
      return random.pick(["-1.0", "1.0"]);
  }
}

function nestedWeight(shape: readonly number[], random: Random): string {
  return `torch.tensor(${nested(shape, () => (random.next() * 2 + 0.1).toFixed(2))})`;
}

function option(name: string, { shapes }: Kind, shape: readonly number[], classes: number, random: Random): string {
  switch (name) {
    case "reduction":
      return random.chance(0.12)
        ? random.pick(["'batchmean'", "None", "'avg'", "'elementwise_mean'", "True", "0"])
        : random.pick(["'mean'", "'sum'", "'none'"]);
    case "size_average":
    case "reduce":
      return random.pick(["True", "False", "None"]);
    case "weight":
    case "pos_weight": {
      if (random.chance(0.15))
        return random.pick([
          "None",
          "[1.0, 2.0]",
          "2.0",
          "np.array([1.0, 2.0])",
          "torch.ones(2, 2)",
          "torch.tensor(2.0)",
        ]);
      const size = shapes === "same" ? (shape.at(-1) ?? 1) : classes;
      const values = nested([random.chance(0.9) ? size : size + 1], () => (random.next() * 2 + 0.1).toFixed(2));
      const dtype = random.chance(0.9)
        ? ""
        : `, dtype=${random.pick(["torch.float64", "torch.int64", "torch.float16", "torch.bool"])}`;
      return `torch.tensor(${values}${dtype})`;
    }
    case "elementWeight":
      return random.chance(0.2) ? random.pick(["None", "torch.ones(2, 2)"]) : nestedWeight(shape, random);
    case "ignore_index":
      return random.chance(0.1)
        ? random.pick(["None", "1.0", "True", "'0'"])
        : random.pick(["-100", "0", "1", "-1", "255"]);
    case "label_smoothing":
      return random.chance(0.1)
        ? random.pick(["None", "1.5", "True", "'0.1'", "[0.1]"])
        : random.pick(["0.1", "0.0", "0.25", "1", "0"]);
    case "log_target":
    case "swap":
    case "log_input":
    case "full":
      return random.chance(0.1) ? random.pick(["None", "1", "0", "'yes'"]) : random.pick(["True", "False"]);
    case "margin":
      return random.chance(0.1)
        ? random.pick(["None", "'1'", "[1.0]", "-0.5"])
        : random.pick(["0.5", "1", "2.0", "1.5"]);
    case "p":
      return random.chance(0.1) ? random.pick(["3", "None", "1.5", "2.0"]) : random.pick(["1", "2"]);
    case "alpha":
      return random.chance(0.1) ? random.pick(["1.5", "-2", "None"]) : random.pick(["0.25", "-1", "0.75", "0", "1"]);
    case "gamma":
      return random.pick(["2", "0", "1.5", "2.0"]);
    case "beta":
    case "delta":
    case "eps":
      return random.chance(0.1) ? random.pick(["None", "0.0", "'a'"]) : random.pick(["0.5", "1.0", "2"]);
    default:
      return "None";
  }
}
