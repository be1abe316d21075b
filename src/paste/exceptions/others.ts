import { type ExceptionRow, nothing, row, shapeIn } from "./exception";

/** What Keras, scikit-learn, boosters, torchmetrics, NumPy and JAX say. */
export const otherRows: readonly ExceptionRow[] = [
  row("kerasShapes", "shape", /Shapes \(([^)]*)\) and \(([^)]*)\) are incompatible/, (m) => ({
    labels: `(${m[1]})`,
    outputs: `(${m[2]})`,
  })),
  row("kerasShapes", "shape", /target array of shape \(([^)]*)\)/, (m) => ({ labels: `(${m[1]})`, outputs: "" })),
  row(
    "kerasShapes",
    "shape",
    /Arguments `target` and `output` must have the same (?:rank|shape).*?target\.shape=\(([^)]*)\), output\.shape=\(([^)]*)\)/,
    (m) => ({
      labels: `(${m[1]})`,
      outputs: `(${m[2]})`,
    }),
  ),
  row(
    "kerasInput",
    "shape",
    /incompatible with the layer: expected axis -?\d{1,2} of input shape to have value (\d{1,9}), but received input with shape (\([\w, ]{1,80}\))/,
    (m) => ({ wanted: m[1], shape: m[2] }),
  ),
  row(
    "kerasAxes",
    "shape",
    /The shape of labels \(received \((\d{1,9}(?:, ?1)?),?\)\) should equal the shape of logits except for the last dimension \(received \((\d{1,9}(?:, \d{1,9}){2,4})\)\)/,
    (m) => ({ labels: `(${m[1]})`, outputs: `(${m[2]})` }),
  ),
  row(
    "kerasClassWeight",
    "weight-shape",
    /`class_weight` must contain all classes in the data\. The classes \{([\d, ]{1,80})\}/,
    (m) => ({ classes: m[1] }),
  ),
  row(
    "sklearnNames",
    "option-invalid",
    /\b(compute_class_weight|log_loss|train_test_split)\(\) takes \d{1,2} positional arguments? but \d{1,2} (?:positional arguments? \S{1,80} )?were given/,
    (m) => ({ name: m[1] }),
  ),
  row("boosterClasses", "option-invalid", /Number of classes should be specified and greater than 1/, nothing),
  row(
    "oneTargetValue",
    "one-class",
    /Target contains only one unique value|needs samples of at least 2 classes in the data/,
    nothing,
  ),
  row("metricValues", "out-of-range", /Detected the following values in `(preds|target)`: /, (m) =>
    m.input.includes("expected only the following values [0, 1]") ? { of: m[1], most: undefined } : undefined,
  ),
  row(
    "metricValues",
    "out-of-range",
    /Detected more unique values in `(preds|target)` than expected\. Expected only (\d{1,9})/,
    (m) => ({ of: m[1], most: Number(m[2]) }),
  ),
  row("metricScores", "logits-as-probabilities", /`preds` should be probabilities, but values were detected/, nothing),
  row("metricColumns", "shape", /`preds\.shape\[1\]` should be equal to number of classes/, nothing),
  row(
    "sameSize",
    "shape",
    /Predictions and targets are expected to have the same shape, but got torch\.Size\((\[[\d, ]{0,80}\])\) and torch\.Size\((\[[\d, ]{0,80}\])\)/,
    (m) => ({ input: shapeIn(m[1]), target: shapeIn(m[2]) }),
  ),
  row(
    "tracer",
    "graph",
    /Attempted boolean conversion of traced array|Abstract tracer value encountered where concrete/,
    nothing,
  ),
  row("kerasLossName", "option-invalid", /Could not interpret loss(?: function)? identifier: (\w{1,60})/, (m) => ({
    given: m[1],
  })),
  row("kerasGradients", "graph", /No gradients provided for any variable/, nothing),
  row("sklearnAverage", "option-invalid", /Target is multi\w{1,20} but average='binary'/, nothing),
  row("sklearnMulticlass", "option-invalid", /multi_class must be in \('ovo', 'ovr'\)/, nothing),
  row(
    "kerasShapes",
    "shape",
    /logits and labels must have the same first dimension, got logits shape \[([\d,]*)\] and labels shape \[([\d,]*)\]/,
    (m) => ({ labels: `(${m[2]})`, outputs: `(${m[1]})` }),
  ),
  row(
    "kerasShapes",
    "shape",
    /logits and labels must be broadcastable: logits_size=\[([\d,]*)\] labels_size=\[([\d,]*)\]/,
    (m) => ({ labels: `(${m[2]})`, outputs: `(${m[1]})` }),
  ),
  row(
    "kerasShapes",
    "shape",
    /logits.{0,3} and .{0,3}labels.{0,3} must have the same shape(?:, received)? \(\((\S[^)]*)\) vs\.? \((\S[^)]*)\)/,
    (m) => ({ labels: `(${m[2]})`, outputs: `(${m[1]})` }),
  ),
  row(
    "kerasShapes",
    "shape",
    /`?labels\.shape`? must equal `?logits\.shape`? except for the last dimension\. Received: labels\.shape=\(([\d, ]{0,80})\) and logits\.shape=\(([\d, ]{0,80})\)/,
    (m) => ({ labels: `(${m[1]})`, outputs: `(${m[2]})` }),
  ),
  row("kerasColumn", "shape", /Can not squeeze dim\[\d\], expected a dimension of 1, got (\d+)/, (m) => ({
    outputs: Number(m[1]),
  })),
  row(
    "sklearnClasses",
    "shape",
    /y_true and y_(?:pred|prob|proba) contain different number of classes:? (\d+)(?:,| vs\.?) (\d+)/,
    (m) => ({ labels: Number(m[1]), columns: Number(m[2]) }),
  ),
  row(
    "sklearnLabels",
    "shape",
    /number of classes in (?:labels is different from that in y_|y_true not equal to the number of columns)/i,
    nothing,
  ),
  row("sklearnOneLabel", "one-class", /y_true contains only one label/, nothing),
  row("sklearnLengths", "shape", /inconsistent numbers of samples: \[(\d+), (\d+)\]/, (m) => ({
    a: Number(m[1]),
    b: Number(m[2]),
  })),
  row("sklearnMix", "shape", /Classification metrics can't handle a mix of ([\w-]+) and ([\w-]+) targets/, (m) => ({
    truth: m[1],
    predicted: m[2],
  })),
  row("sklearnContinuous", "dtype", /Unknown label type: (?:\(?array\(\[\d*\.|'?continuous)/, nothing),
  row(
    "sklearnRange",
    "logits-as-probabilities",
    /y_p(?:red|rob) contains values (?:greater than 1|lower than 0|less than 0): (\S+)/,
    (m) => ({ value: m[1] }),
  ),
  row("noLabels", "not-a-tensor", /The model did not return a loss from the inputs/, nothing),
  row(
    "jaxDType",
    "dtype",
    /to have a dtype that is a subdtype of <class 'numpy\.(integer|floating)'>, got (\w+)/,
    (m) => ({ integers: m[1] === "integer", found: m[2] }),
  ),
  row(
    "sklearnSums",
    "not-normalised",
    /The y_p\w+ values do not sum to one|[Pp]robabilities.{0,20}do(?:es)? not sum to (?:one|1)/,
    nothing,
  ),
  row(
    "kerasActivation",
    "double-softmax",
    /received `from_logits=True`, but the `output` argument was produced by a (Softmax) activation/,
    (m) => ({ activation: m[1].toLowerCase() }),
  ),
  row(
    "kerasActivation",
    "double-sigmoid",
    /received `from_logits=True`, but the `output` argument was produced by a (Sigmoid) activation/,
    (m) => ({ activation: m[1].toLowerCase() }),
  ),
  row("boosterLabels", "out-of-range", /label must be in \[0, ?1\] for logistic regression/, nothing),
  row("logOfZero", "underflow", /divide by zero encountered in log(?:2|10)?\b/, nothing),
  row("integerInput", "dtype", /grad requires real- or complex-valued inputs .{0,100}but got (\w+)/, (m) => ({
    found: m[1],
    operation: undefined,
  })),
  row("sklearnNaN", "nan-gradient", /Input (?:\w+ )?contains (?:NaN|infinity)/, nothing),
  row("arrayShapes", "shape", /^Shape mismatch: got \(([\d, ]*)\) and \(([\d, ]*)\)/, (m) => ({
    a: shapeIn(m[1]),
    b: shapeIn(m[2]),
  })),
  row(
    "arrayShapes",
    "shape",
    /could not be broadcast together with (?:remapped )?shapes \(([\d,]*)\) ?\(([\d,]*)\)/,
    (m) => ({ a: shapeIn(m[1]), b: shapeIn(m[2]) }),
  ),
  row(
    "arrayShapes",
    "shape",
    /ncompatible shapes for broadcasting: (?:shapes=\[)?\(([\d, ]*)\), \(([\d, ]*)\)/,
    (m) => ({ a: shapeIn(m[1]), b: shapeIn(m[2]) }),
  ),
];
