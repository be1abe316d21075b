import type { LossName } from "../engine/loss";
import type { InputKind } from "../engine/reading";
import type { Tensor } from "../tensor/tensor";
import type { KerasBackend } from "./keras/backend";

/** Whose arithmetic and whose words a loss call has. */
export type Framework = TorchFramework | ForeignFramework;

/** torch, and libraries that compute its losses. */
type TorchFramework =
  | "torch"
  | "torchvision"
  | "fvcore"
  | "kornia"
  | "monai"
  | "segmentation-models-pytorch"
  | "mmdet"
  | "timm"
  | "pytorch-metric-learning";

export type ForeignFramework = "keras" | "tensorflow" | "optax" | "scikit-learn" | "transformers" | "numpy";

/** Those that have losses of their own arithmetic. */
export type LossFramework = Exclude<Framework, "torch" | "torchvision" | "fvcore">;

/** What people call them. */
export const frameworkNames = {
  torch: "PyTorch",
  torchvision: "torchvision",
  fvcore: "fvcore",
  kornia: "Kornia",
  monai: "MONAI",
  "segmentation-models-pytorch": "Segmentation Models",
  mmdet: "MMDetection",
  timm: "timm",
  "pytorch-metric-learning": "PyTorch Metric Learning",
  keras: "Keras",
  tensorflow: "TensorFlow",
  optax: "optax",
  "scikit-learn": "scikit-learn",
  transformers: "Hugging Face",
  numpy: "NumPy",
} as const satisfies Record<Framework, string>;

/** What each calls the option that leaves targets of one value out; undefined where there is none. */
export const ignoreOptions = {
  torch: "ignore_index",
  torchvision: undefined,
  fvcore: undefined,
  kornia: undefined,
  monai: undefined,
  "segmentation-models-pytorch": "ignore_index",
  mmdet: undefined,
  timm: undefined,
  "pytorch-metric-learning": undefined,
  keras: "ignore_class",
  tensorflow: undefined,
  optax: undefined,
  "scikit-learn": undefined,
  transformers: "ignore_index",
  numpy: undefined,
} as const satisfies Record<Framework, string | undefined>;

/** An option as a plain value: None is null, what was spread or is not known is undefined. */
export type Plain = Tensor | number | string | boolean | null | undefined;

export type Options = ReadonlyMap<string, Plain>;

/** A call on known arrays. Options that were not given are absent. */
export interface ForeignCall {
  readonly prediction: Tensor;
  readonly truth: Tensor;
  readonly options: Options;
  /** Called as a function, not as an object of the class. */
  readonly functional: boolean;
  /** The truth was written in words: its numbers are their places in alphabetical order. */
  readonly isWorded?: boolean;
  /** The truth was given as a list of Python's floats. */
  readonly isListed?: boolean;
  /** What Keras runs on; TensorFlow where nothing is said. */
  readonly backend?: KerasBackend;
}

/** What a call takes its two arrays for. */
export interface Expectation {
  /** torch's loss of the same arithmetic, in front of any clip. */
  readonly kin: LossName;
  readonly takes: InputKind | "values";
  readonly targets: "classIndices" | "classProbabilities" | "binary" | "values";
}

export interface FrameworkValue {
  readonly kind: "value";
  readonly values: Tensor;
  /** How many probabilities that count were moved by a clip. */
  readonly clipped: number;
  /** 0 for what a mask leaves out of the mean. */
  readonly counted?: Float64Array;
}

export interface Raises {
  readonly kind: "raises";
  readonly type: string;
  readonly message: string;
}

/** What comes of a call; undefined where it is not modelled. */
export type Outcome = FrameworkValue | Raises | undefined;

/** One loss of a framework: by which names the code has it, and what it computes. */
export interface FrameworkLoss {
  readonly framework: LossFramework;
  /** As an answer names it. */
  readonly name: string;
  /** Full paths of the function, separated by blanks, and its parameters as Python writes them. */
  readonly functions: string;
  readonly signature: string;
  /** The class with the same arithmetic, its constructor's parameters, and those of a call of its objects. */
  readonly form: ClassForm | undefined;
  /** The class that gathers it over calls of `update_state`. */
  readonly metric?: Omit<ClassForm, "call">;
  /** The parameters that are the two arrays. */
  readonly prediction: string;
  readonly truth: string;
  /** The one under which an option says that the predictions are logits. */
  readonly logitsOption: "from_logits" | undefined;
  /** `shape` of the predictions, as far as it is known. */
  readonly expects: (options: Options, shape?: readonly (number | undefined)[]) => Expectation | undefined;
  readonly compute: (call: ForeignCall) => Outcome;
  /** The same call in an older version whose arithmetic is another. */
  readonly before: Earlier | undefined;
}

export interface ClassForm {
  readonly names: string;
  readonly signature: string;
  readonly call: string;
}

export interface Earlier {
  /** `Keras 2`. */
  readonly version: string;
  readonly compute: (call: ForeignCall) => Outcome;
}

const ofTorch: Readonly<Record<TorchFramework, true>> = {
  torch: true,
  torchvision: true,
  fvcore: true,
  kornia: true,
  monai: true,
  "segmentation-models-pytorch": true,
  mmdet: true,
  timm: true,
  "pytorch-metric-learning": true,
};

export function isForeign(framework: Framework): framework is ForeignFramework {
  return !Object.hasOwn(ofTorch, framework);
}
