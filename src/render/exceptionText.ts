import * as l10n from "@vscode/l10n";
import { losses } from "../engine/losses/losses";
import type { ExceptionFactsOf, ExceptionKind } from "../paste/exceptions/exception";
import type { ExceptionSays } from "../paste/pasteAnswer";
import { inNumber } from "./plural";

/** What an exception is about and what to write, in one sentence without a full stop; what else there is to know stands behind a full stop. */
export function exceptionText<K extends ExceptionKind>(
  says: ExceptionSays & { readonly understood: { readonly kind: K } },
): string {
  const say: (facts: ExceptionFactsOf[K], words: Words) => string = sentences[says.understood.kind];
  return say(says.understood.facts as ExceptionFactsOf[K], wordsOf(says));
}

interface Words {
  readonly input: string;
  readonly target: string;
  readonly loss: string;
  readonly says: ExceptionSays;
}

function wordsOf(says: ExceptionSays): Words {
  const { names } = says;
  return {
    input: names.input ?? l10n.t("the input"),
    target: names.target ?? l10n.t("the target"),
    loss: names.loss ?? l10n.t("the loss"),
    says,
  };
}

/** `labels.long()`, `(a + b).long()`; the bare name of the parameter where its text is not known. */
export function method({ names }: ExceptionSays, argument: "input" | "target", call: string): string {
  const text = names[argument] ?? argument;
  return `${/^[\w.]+(?:\([^()]*\)|\[[^[\]]*\])*(?:\.\w+(?:\([^()]*\))?)*$/.test(text) ? text : `(${text})`}.${call}`;
}

/** The failing call with one argument replaced: `criterion(out, labels.long())`. */
export function fixedCall({ names }: ExceptionSays, argument: "input" | "target", text: string): string | undefined {
  const { call } = names;
  const before = names[argument];
  if (call === undefined || before === undefined) return undefined;
  const args = call.args.map((each) =>
    each === before
      ? text
      : each.replace(/^((?:input|target)\s*=\s*)(.+)$/s, (all, key, value) => (value === before ? key + text : all)),
  );
  return `${call.callee}(${args.join(", ")})`;
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

const isColumn = (shape: readonly number[]) => shape.length >= 2 && shape[shape.length - 1] === 1;

const floatMethods: Readonly<Record<string, string>> = {
  ...{ float64: "double()", float32: "float()", float16: "half()", bfloat16: "bfloat16()" },
};

type Sentences = { readonly [K in ExceptionKind]: (facts: ExceptionFactsOf[K], words: Words) => string };

const sentences: Sentences = {
  indexDType: ({ found }, { target, loss, says }) =>
    l10n.t(
      "{0} is {1}, and {2} takes class indices as int64: use {3}",
      target,
      found,
      lossOr(loss, says, "CrossEntropyLoss"),
      method(says, "target", "long()"),
    ),
  probabilityDType: ({ found }, { input, target, says }) => {
    const [float, argmax] = [method(says, "target", "float()"), method(says, "target", "argmax(1)")];
    if (/\.argmax\(/.test(input) || (says.targetAxes === 1 && (says.labels?.max ?? 0) > 1))
      return l10n.t(
        "{0} holds class numbers, and {1} has lost its axis of classes: give the scores of all classes, [N, C], without argmax or squeeze",
        target,
        input,
      );
    if (says.targetAxes === undefined || says.targetAxes === 1)
      return l10n.t(
        "{0} is {1} and has the shape of {2}, as class probabilities have, which are floats: use {3}, or {4} where its rows are one-hot; if it holds class numbers, {2} has lost its axis of classes",
        target,
        found,
        input,
        float,
        argmax,
      );
    return l10n.t(
      "{0} is {1} but has the shape of class probabilities, which have to be floats: use {2}, or {3} where its rows are one-hot",
      target,
      found,
      float,
      argmax,
    );
  },
  elementDType: ({ found, expected }, { input, target, loss, says }) =>
    expected === "int64" || expected === "bool"
      ? l10n.t(
          "{0} is {1}, and {2} takes float scores, not class numbers: give what stands in front of the argmax or .long()",
          input,
          expected,
          loss,
        )
      : expected === "float64" && found === "float32"
        ? l10n.t("{0} is float64 and {1} is float32: use {2}", input, target, method(says, "input", "float()"))
        : l10n.t(
            "{0} is {1}, and {2} wants it {3} like the input: use {4}",
            target,
            found,
            loss,
            expected,
            method(says, "target", floatMethods[expected] ?? "float()"),
          ),
  targetNotFloat: ({ found }, { target, loss, says }) =>
    l10n.t(
      "{0} is {1}, and {2} wants floats: use {3}",
      target,
      found,
      lossOr(loss, says, "BCEWithLogitsLoss"),
      method(says, "target", "float()"),
    ),
  boolTarget: (_, { target, loss, says }) =>
    l10n.t(
      "{0} is bool, and {1} wants floats: use {2}",
      target,
      lossOr(loss, says, "BCEWithLogitsLoss"),
      method(says, "target", "float()"),
    ),
  mixedDTypes: ({ found, expected }, { says: { names } }) =>
    (expected === "float32" && found === "float64") || (expected === "float64" && found === "float32")
      ? l10n.t(
          "one array is float64 and another float32; NumPy's arrays are float64: use .float() on it, be it the input, the target or the weight",
        )
      : names.call?.args.some((arg) => arg.startsWith("weight")) === true
        ? l10n.t("the weight is {0} and the input {1}: use weight.float()", found, expected)
        : l10n.t(
            "one array is {0} where {1} is wanted: use .{2} on it",
            found,
            expected,
            expected === "int64" ? "long()" : "float()",
          ),
  integerInput: ({ found }, { input, loss, says }) =>
    l10n.t(
      "{0} holds integers ({1}), and {2} wants float scores: give the scores, not class numbers, and check that the arguments are not swapped",
      input,
      found,
      lossOr(loss, says, "CrossEntropyLoss"),
    ),
  halfOnCpu: () =>
    l10n.t("this torch has no float16 for that operation on the CPU: use .float() on the scores, or run it on a GPU"),
  integerDivergence: (_, { says }) =>
    l10n.t(
      "kl_div takes floats, and one argument holds integers: give log-probabilities and probabilities, {0} for one-hot rows",
      method(says, "target", "float()"),
    ),
  oneHotDType: () => l10n.t("one_hot takes class indices as int64: use F.one_hot(labels.long(), num_classes)"),
  indexKind: ({ what }) =>
    what === "gather"
      ? l10n.t("gather takes its indices as int64: use .long() on them")
      : what === "embedding"
        ? l10n.t("an embedding takes token numbers as int64: use .long() on them")
        : l10n.t("arrays that index have to be int64: use .long() on the labels"),
  multiTarget: (_, { target, loss, says }) =>
    says.names.loss === "CosineEmbeddingLoss"
      ? l10n.t(
          "{0} has two axes, and {1} wants one sign a pair: use {2}",
          target,
          loss,
          method(says, "target", "squeeze(1)"),
        )
      : l10n.t(
          "{0} has two axes, and {1} wants one class index a sample: use {2} for a column, {3} for one-hot rows",
          target,
          lossOr(loss, says, "CrossEntropyLoss"),
          method(says, "target", "squeeze(1)"),
          method(says, "target", "argmax(1)"),
        ),
  batchSizes: ({ input: own, target: labels }, { input, target, says }) => {
    if (labels === 0)
      return l10n.t(
        "{0} is a single number without a batch axis, and {1} has {2} rows: use {3}",
        target,
        input,
        own,
        method(says, "target", "unsqueeze(0)"),
      );
    if (labels > own && labels % own === 0)
      return l10n.t(
        "the batch sizes differ: {0} has {1} rows and {2} has {3}, which is {4} labels a row: flatten the scores, too, with {5}",
        input,
        own,
        target,
        labels,
        labels / own,
        method(says, "input", "view(-1, num_classes)"),
      );
    if (own > labels && own % labels === 0 && /\.(?:view|reshape)\(\s*-1\s*,|\.flatten\(0/.test(input))
      return l10n.t(
        "the batch sizes differ: {0} has {1} rows and {2} has {3}: where the scores of all steps are flattened, flatten the labels, too, with {4}; else the view has folded other axes into the batch",
        input,
        own,
        target,
        labels,
        method(says, "target", "view(-1)"),
      );
    if (own > labels && own % labels === 0)
      return l10n.t(
        "the batch sizes differ: {0} has {1} rows for {2} labels, {3} for each: where the scores of all steps are flattened, flatten the labels, too, with {4}; where a view or flatten has folded other axes into the batch, use x.view(x.size(0), -1)",
        input,
        own,
        labels,
        own / labels,
        method(says, "target", "view(-1)"),
      );
    return l10n.t(
      "the batch sizes differ: {0} has {1} rows and {2} has {3}, and each row needs its own label",
      input,
      own,
      target,
      labels,
    );
  },
  spatialTargets: ({ dimension }, { target, says }) =>
    l10n.t(
      "{0} has {1} axes, and masks have three (batch, height, width) of class indices: use {2} for a channel of one, {3} for one-hot channels",
      target,
      dimension,
      method(says, "target", "squeeze(1)"),
      method(says, "target", "argmax(1)"),
    ),
  spatialSizes: ({ input: own, target: mask }, { input, target, says }) =>
    own.length === mask.length + 1 && own.length >= 3 && own.slice(1, -1).join() === mask.slice(1).join()
      ? l10n.t(
          "the classes of {0}, shape {1}, are along the last axis, and torch wants them along dim 1: use {2}",
          input,
          shapeText(own),
          method(says, "input", own.length === 4 ? "permute(0, 3, 1, 2)" : "movedim(-1, 1)"),
        )
      : l10n.t(
          "height and width differ: {0} is {1} and {2} is {3}: use F.interpolate({4}, size={5}.shape[-2:])",
          input,
          shapeText(own),
          target,
          shapeText(mask),
          says.names.input ?? "input",
          says.names.target ?? "target",
        ),
  classAxis: ({ expected, got }, { input, says }) =>
    l10n.t(
      "torch takes dim 1 of {0} for the classes and wants labels of {1}, and they are {2}: where the classes stand last, {3}, use {4}; else the lengths differ",
      input,
      shapeText(expected),
      shapeText(got),
      shapeText([...got, expected.at(-1) ?? 0]),
      method(says, "input", "transpose(1, 2)"),
    ),
  targetSize: ({ expected, got }, { target, loss }) =>
    expected.length === 0
      ? l10n.t("{0} has the shape {1}, which does not fit the input of {2}", target, shapeText(got), loss)
      : l10n.t("{0} has the shape {1}, and {2} wants {3}", target, shapeText(got), loss, shapeText(expected)),
  weightLength: ({ classes, shape }) =>
    classes > 0
      ? l10n.t(
          "weight has the shape {0}, and there are {1} classes: give one weight a class",
          shapeText(shape),
          classes,
        )
      : shape.length > 0
        ? l10n.t(
            "a weight of {0} does not fit the shape of the loss: give one weight an element, or a class along the last axis",
            shapeText(shape),
          )
        : l10n.t("the weight does not have one value a class: its length has to be the number of classes"),
  sameSize: (shapes, words) => sizesText(shapes, words, false),
  spread: (shapes, words) => sizesText(shapes, words, true),
  sizesAtAxis: ({ a, b, dim }, { says }) => {
    if (says.names.loss === "BCEWithLogitsLoss") {
      const code = says.exception.frames.map((frame) => frame.code ?? "").join("\n");
      const given = (name: string) =>
        new RegExp(`(?<![\\w])${name}\\s*=(?!\\s*(?:self\\.|None|${name}\\b))`).test(code);
      const named = given("pos_weight") ? "pos_weight" : given("weight") ? "weight" : undefined;
      const [own, other] = named === "weight" ? [b, a] : [a, b];
      return named === undefined
        ? l10n.t("weight or pos_weight does not fit: {0} against {1} along dim {2}: give one weight a label", a, b, dim)
        : l10n.t(
            "{0} has {1} values, and there are {2} labels along dim {3}: give one a label, {2}",
            named,
            own,
            other,
            dim,
          );
    }
    return l10n.t(
      "the shapes do not fit: {0} against {1} along dim {2}, be it input and target or a weight: make both of one shape",
      a,
      b,
      dim,
    );
  },
  matrixShapes: ({ given, wanted, outputs }) =>
    l10n.t("the layer wants {0} features and gets {1}: use nn.Linear({1}, {2})", wanted, given, outputs),
  noSuchAxis: ({ given, axes }, { input }) =>
    axes === 1
      ? l10n.t(
          "{0} has one axis, and dim {1} was asked for: it has lost its batch axis, use .unsqueeze(0), or dim=0",
          input,
          given,
        )
      : l10n.t("{0} has {1} axes, and dim {2} was asked for: use dim=-1 for the last", input, axes, given),
  labelAxes: ({ indices, array }) =>
    indices > array
      ? l10n.t(
          "the labels have an axis too many: class numbers have one axis less than the logits, use labels.squeeze(-1), or argmax(-1) of one-hot rows",
        )
      : l10n.t("the labels lack an axis: take_along_axis wants as many as the logits have, use labels[..., None]"),
  lostClassAxis: ({ labels }, { input }) =>
    l10n.t(
      "{0} has one axis, and there are {1} labels: it has lost its axis of classes, give the scores of all classes, [N, C], without argmax or squeeze",
      input,
      labels,
    ),
  vectorPairs: ({ shape }) =>
    shape.length === 1
      ? l10n.t(
          "the pair has the shape {0}, one vector each: use a target without axis, torch.tensor(1), or unsqueeze(0) on both",
          shapeText(shape),
        )
      : l10n.t(
          "the pairs have the shape {0}, and CosineEmbeddingLoss compares vectors, [N, D]: use flatten(1) on both",
          shapeText(shape),
        ),
  pairAxes: ({ shapes }, { target, says }) =>
    isColumn(shapes[2]) && !isColumn(shapes[0])
      ? l10n.t(
          "{0} is {1} and the scores are {2}: use {3}",
          target,
          shapeText(shapes[2]),
          shapeText(shapes[0]),
          method(says, "target", "squeeze(1)"),
        )
      : l10n.t(
          "the three arrays {0}, {1} and {2} differ in their number of axes: give all the same shape",
          ...shapes.map(shapeText),
        ),
  tripletAxes: ({ axes }) =>
    l10n.t(
      "anchor, positive and negative have {0}, {1} and {2} axes: give all three the same shape, [N, D]",
      axes[0],
      axes[1],
      axes[2],
    ),
  outputShape: ({ own, spread }, { input, target, says }) =>
    isColumn(own)
      ? l10n.t(
          "{0} is a column, {1}, and {2} is not, so that both would be broadcast to {3}: use {4}",
          input,
          shapeText(own),
          target,
          shapeText(spread),
          method(says, "input", "squeeze(1)"),
        )
      : l10n.t(
          "{0} {1} does not fit {2}, which needs {3}: give both the same shape",
          input,
          shapeText(own),
          target,
          shapeText(spread),
        ),
  indexAxes: () => l10n.t("gather wants as many axes in its index as in its input: use labels.unsqueeze(1)"),
  ragged: () => l10n.t("the rows have different lengths: pad them, or make a tensor of each"),
  strings: () =>
    l10n.t("labels are words, and a tensor holds numbers: number the classes first, as sklearn's LabelEncoder does"),
  objects: () =>
    l10n.t(
      "the array has the dtype object, of rows of different lengths or of None: convert it first, with .astype(np.float32) or np.stack",
    ),
  outOfBounds: ({ target: value }, { target, input, loss, says }) =>
    boundsText(value, target, input, lossOr(loss, says, "CrossEntropyLoss"), says),
  indexRange: ({ index, size }) =>
    l10n.t(
      "the label {0} is out of range: there are {1} scores along that axis, for the classes 0 to {2}: more outputs are needed, or labels that count from 0",
      index,
      size,
      size - 1,
    ),
  deviceIndex: () =>
    l10n.t(
      "an index on the GPU is out of range, for a loss mostly a label that is no class: look at labels.min() and labels.max() in front of the gather, scatter or indexing",
    ),
  variance: ({ negative }) =>
    negative
      ? l10n.t("a variance is negative, as a layer's plain outputs can be: use torch.exp or F.softplus on them")
      : l10n.t("var has another shape than the input: give one variance an element, or a last axis of 1"),
  ctcLengths: ({ which }) =>
    which === "input"
      ? l10n.t(
          "input_lengths wants one length a sample of the batch; the batch is dim 1 of log_probs, [T, N, C]: use permute(1, 0, 2) where it is dim 0",
        )
      : l10n.t(
          "target_lengths wants one length a sample of the batch; the batch is dim 1 of log_probs, [T, N, C]: use permute(1, 0, 2) where it is dim 0",
        ),
  ctcInputLength: ({ most, found }) =>
    l10n.t(
      "input_lengths has {0}, and log_probs has {1} steps along dim 0: give the lengths behind the model's strides, or permute(1, 0, 2) to [T, N, C]",
      found,
      most,
    ),
  ctcTargets: ({ wanted, found, dim }) =>
    dim === 0
      ? l10n.t(
          "targets has {1} along dim 0 and needs {0}: a row for each sample of the batch, [N, S], or all labels in one row, as many as target_lengths add up to",
          wanted,
          found,
        )
      : l10n.t(
          "target_lengths asks for {0} labels, and targets holds {1}: give lengths that the targets have",
          wanted,
          found,
        ),
  ctcIntegers: ({ which }) => l10n.t("{0} holds floats, and lengths are integers: use .long()", which),
  ctcBlank: () => l10n.t("blank is no class of log_probs: it counts from 0 to C - 1"),
  deviceLabel: (_, { target, says }) =>
    says.labels !== undefined && says.classes !== undefined && (says.labels.max >= says.classes || says.labels.min < 0)
      ? boundsText(
          says.labels.min < 0 ? says.labels.min : says.labels.max,
          target,
          says.names.input ?? l10n.t("the model"),
          "CrossEntropyLoss",
          says,
        )
      : l10n.t(
          "a label lies outside 0 to C - 1: look at {0} and {1}; labels from 1, a padding of -1 or a mask of 255 are the usual ones",
          method(says, "target", "min()"),
          method(says, "target", "max()"),
        ),
  deviceAssert: (_, { says }) =>
    l10n.t(
      "mostly a label out of range on the GPU: run it on the CPU, or with CUDA_LAUNCH_BLOCKING=1, and look at {0} and {1}",
      method(says, "target", "min()"),
      method(says, "target", "max()"),
    ),
  oneHotRange: ({ negative }) =>
    negative
      ? l10n.t("a label is negative, and one_hot takes 0 and up: drop the padding or the -1 first")
      : l10n.t(
          "a label is as large as num_classes or larger: labels count from 0, so num_classes=labels.max() + 1 at least",
        ),
  listRange: (_, { target }) => l10n.t("{0} holds a class that is out of range: classes count from 0 to C - 1", target),
  embeddingRange: () =>
    l10n.t(
      "a token number is as large as the embedding's table or larger: nn.Embedding needs num_embeddings of the largest plus 1",
    ),
  labelRange: ({ label, classes }) =>
    classes === undefined
      ? l10n.t("a label is out of range: labels count from 0 to num_class - 1")
      : label === undefined
        ? l10n.t("a label is out of range: with {0} classes labels count from 0 to {1}", classes, classes - 1)
        : label === classes
          ? l10n.t(
              "the label {0} is out of range: {1} classes count from 0 to {2}, so subtract 1, or add an output",
              label,
              classes,
              classes - 1,
            )
          : l10n.t("the label {0} is out of range: {1} classes count from 0 to {2}", label, classes, classes - 1),
  labelsFromOne: ({ expected, got }) =>
    l10n.t("the labels are {0} and have to be {1}: number them from 0, with y - 1 or a LabelEncoder", got, expected),
  inputOutsideUnit: (_, { input, says }) =>
    l10n.t(
      "{0} is not all between 0 and 1, as logits are not, and BCELoss wants probabilities: use BCEWithLogitsLoss, or look for nan in it",
      says.names.input ?? input,
    ),
  targetOutsideUnit: (_, { target }) =>
    l10n.t(
      "{0} is not all between 0 and 1, and BCELoss wants 0 and 1: class indices need CrossEntropyLoss, a mask of 255 a division, signs (y + 1) / 2",
      target,
    ),
  argumentType: ({ argument, type }, { says }) => typeText(argument, type, says),
  attribute: ({ type, attribute, sure, argument }, { says }) =>
    sure
      ? argument === undefined
        ? type === "NoneType"
          ? l10n.t(
              "the input or the target is None, not a tensor: a function has returned nothing, or no labels were given",
            )
          : l10n.t(
              "the input or the target is a {0}, not a tensor: give the tensor in it, or make it one with torch.tensor(…)",
              type,
            )
        : typeText(argument, type, says)
      : l10n.t(
          "a {0} has no {1}, as a tensor has: where it goes into a loss, give the tensor in it, or make it one with torch.tensor(…)",
          type,
          attribute,
        ),
  lossIsNumber: ({ type }) => {
    if (type === "NoneType")
      return l10n.t("the loss is None: the function returns nothing, or the model was given no labels");
    if (type === "str")
      return l10n.t('the loss is a word, as of a dict that was unpacked: use outputs.loss, or outputs["loss"]');
    if (/Loss$|^function$|^type$|^method$/.test(type))
      return l10n.t(
        "backward() belongs to the value of the loss, not to the function: loss = criterion(input, target), then loss.backward()",
      );
    return l10n.t(
      "the loss is a plain number ({0}) and has no graph: call backward() before .item() or NumPy turn it into one",
      type,
    );
  },
  sizeIsNumber: ({ argument }, { says }) =>
    argument === undefined
      ? l10n.t("the input or the target is a NumPy array, whose size is a number: use torch.from_numpy on it")
      : typeText(argument, "ndarray", says),
  constructed: (_, { loss, says }) => {
    const { call } = says.names;
    const inClass = says.exception.frames.some(({ code }) => /size_average|legacy_get_string/.test(code ?? ""));
    const name = call?.callee ?? `nn.${lossOr(loss, says, "CrossEntropyLoss")}`;
    return /Loss$/.test(name) && (call !== undefined || inClass)
      ? l10n.t(
          "{0}(…) makes the loss and does not compute it: write {0}()({1})",
          name,
          call?.args.join(", ") ?? "input, target",
        )
      : l10n.t(
          "a tensor of several values is taken for true or false; mostly it is the loss class called on the arrays: write nn.CrossEntropyLoss()(input, target)",
        );
  },
  missingArray: ({ name }, { loss, says }) => {
    const arrays = torchArrays(says.names.loss);
    return arrays === undefined || arrays.length < 3
      ? l10n.t("the loss is called with one array and wants two, the input and the target: criterion(input, target)")
      : l10n.t(
          "{0} wants {1} arrays, and {2} is not given: criterion({3})",
          loss,
          arrays.length,
          name,
          arrays.join(", "),
        );
  },
  noReduction: ({ given }) =>
    l10n.t('"{0}" is not a reduction: use "mean", "sum" or "none", and "batchmean" with KLDivLoss alone', given),
  keyword: ({ name }) =>
    l10n.t("there is no option {0} here: look up its name, or whether it belongs to the function or the class", name),
  smoothing: ({ given }) => l10n.t("label_smoothing is {0} and has to lie between 0 and 1: use 0.1, say", given),
  ignoreProbabilities: () =>
    l10n.t(
      "ignore_index counts with class indices alone, and the targets are probabilities: leave it out, or use target.argmax(1)",
    ),
  marginPower: () => l10n.t("p of multi_margin_loss is 1 or 2"),
  autocast: () => l10n.t("autocast refuses BCELoss: use BCEWithLogitsLoss on the logits, without the sigmoid"),
  noGraph: () =>
    l10n.t(
      "the loss has no graph, so no gradient comes through: something in front of it cut it off, as argmax, .detach(), .item(), NumPy, no_grad or a frozen model do",
    ),
  jaxSeveralLosses: ({ shape }) =>
    l10n.t("jax.grad wants one number, and the loss is one value a sample, {0}: use .mean()", shape),
  stepLoss: ({ given }) =>
    given === "nothing"
      ? l10n.t("training_step returns None, so Lightning skips the batch: return the loss")
      : l10n.t('training_step returns a dict without "loss": return {"loss": loss}, or the loss alone'),
  severalLosses: () =>
    l10n.t(
      'backward() wants one number, and the loss is one value a sample: use loss.mean().backward(), or reduction="mean"',
    ),
  secondBackward: () =>
    l10n.t(
      "backward() runs a second time through a graph that is gone: compute the loss anew in each step, detach what is carried over, or add up losses first",
    ),
  changedInPlace: () =>
    l10n.t(
      "a tensor that the gradient needs was changed in place: use x = x + y in place of x += y, and no inplace=True",
    ),
  notOneNumber: ({ elements }) =>
    elements === undefined
      ? l10n.t(
          'only one number can be taken out of a tensor, and this one holds several: use .mean() first, or reduction="mean"',
        )
      : l10n.t('.item() wants one number, and the tensor holds {0}: use .mean() first, or reduction="mean"', elements),
  detachFirst: () => l10n.t("a tensor with a graph is no NumPy array: use .detach().cpu().numpy()"),
  hostFirst: () => l10n.t("a tensor on a GPU is no NumPy array: use .detach().cpu().numpy()"),
  devices: () =>
    l10n.t("the arrays are on different devices: move input, target, weight and model to one, with .to(device)"),
  implicitAxis: ({ operation }) =>
    l10n.t(
      "{0} without dim takes dim 0 of one or three axes and dim 1 of others: write dim=1 for the classes, or dim=-1",
      operation,
    ),
  elementMean: () =>
    l10n.t('kl_div under reduction="mean" divides by all elements: the divergence is reduction="batchmean"'),
  oldAveraging: ({ reduction }) =>
    reduction === undefined
      ? l10n.t('size_average and reduce are old options: write reduction="mean", "sum" or "none"')
      : l10n.t('size_average and reduce are old options: write reduction="{0}"', reduction),
  oldName: ({ name }) => l10n.t("only the name is old, the value is right: write torch.{0}", name),
  kerasShapes: ({ labels, outputs }, { says }) =>
    labels === outputs && /up until the last dimension|except for the last dimension/.test(says.exception.message)
      ? l10n.t(
          "the labels {0} are rows, and sparse_categorical_crossentropy wants class numbers: use categorical_crossentropy",
          labels,
        )
      : outputs === ""
        ? l10n.t(
            "the labels {0} are class numbers, and categorical_crossentropy wants one-hot rows: use sparse_categorical_crossentropy",
            labels,
          )
        : l10n.t(
            "the labels {0} and the outputs {1} differ in shape: sparse_categorical_crossentropy takes class numbers, categorical_crossentropy one-hot rows, binary_crossentropy one output",
            labels,
            outputs,
          ),
  kerasColumn: ({ outputs }) =>
    l10n.t(
      "the labels are one-hot rows of {0}, and sparse_categorical_crossentropy wants class numbers: use categorical_crossentropy",
      outputs,
    ),
  sklearnClasses: ({ labels, columns }) =>
    labels < columns
      ? l10n.t(
          "y_true holds fewer classes than y_pred has columns: give all of them, log_loss(y_true, y_pred, labels=[0, 1, …])",
        )
      : l10n.t(
          "y_true holds {0} classes and y_pred has columns for {1}: give a column for each class, as predict_proba does; a y_pred of one axis counts as two columns",
          labels,
          columns,
        ),
  sklearnLabels: () =>
    l10n.t(
      "labels and y_pred differ in the number of classes: give as many labels as y_pred has columns, in their order",
    ),
  sklearnOneLabel: () =>
    l10n.t(
      "y_true holds one class alone, so log_loss cannot tell the others: give them, log_loss(y_true, y_pred, labels=[0, 1])",
    ),
  sklearnLengths: ({ a, b }) =>
    inNumber(
      l10n.t("there {0|is # label|are # labels} and {1|# prediction|# predictions}: give both for the same samples"),
      a,
      b,
    ),
  sklearnMix: ({ truth, predicted }) =>
    /continuous/.test(`${truth} ${predicted}`)
      ? l10n.t(
          "one argument is {0} and the other {1}: this metric compares class numbers, use y_pred.argmax(1) on rows of scores, y_pred > 0.5 on one probability",
          truth,
          predicted,
        )
      : l10n.t(
          "one argument is {0} and the other {1}: one holds one-hot rows and one class numbers, use .argmax(1) on the rows",
          truth,
          predicted,
        ),
  sklearnContinuous: () =>
    l10n.t(
      "y_true holds floats, and classes are wanted: give the class numbers first, the probabilities second, and use a regressor's error for values",
    ),
  sklearnRange: ({ value }) =>
    l10n.t(
      "y_pred holds {0}, as logits do, and log_loss wants probabilities: give those of predict_proba, or a softmax",
      value,
    ),
  noLabels: () =>
    l10n.t(
      'the model was given no labels, so it returns no loss: name the column "labels", or the model\'s own loss in compute_loss',
    ),
  jaxDType: ({ integers, found }) =>
    integers
      ? l10n.t(
          "the labels are {0}, and class numbers are integers: use labels.astype(int), or softmax_cross_entropy for rows of probabilities",
          found,
        )
      : l10n.t(
          "an argument is {0}, and the loss wants float scores: give the scores, not class numbers, or use .astype(float)",
          found,
        ),
  sklearnSums: () =>
    l10n.t(
      "the rows of y_pred do not sum to 1, as logits do not: give probabilities, those of predict_proba or a softmax",
    ),
  kerasActivation: ({ activation }) =>
    l10n.t(
      "the last layer has a {0} of its own, and from_logits=True says that there is none: use from_logits=False, or leave the activation out",
      activation,
    ),
  boosterLabels: () =>
    l10n.t(
      "a logistic objective wants 0 and 1 as labels: use (y + 1) / 2 for signs, multi:softprob for several classes",
    ),
  logOfZero: () =>
    l10n.t(
      "a probability is exactly 0, and its logarithm -inf: use scipy.special.xlogy(y, p), or log-probabilities from the start",
    ),
  sklearnNaN: () => l10n.t("the predictions hold nan or infinity: look at the model in front of the metric"),
  arrayShapes: ({ a, b }) =>
    (a.length !== b.length && Math.max(a.length, b.length) === 2) || (a.length === 2 && a[0] === 1 && a[1] === b[0])
      ? l10n.t(
          "the shapes {0} and {1} do not fit: class numbers need a gather or one-hot rows, in optax softmax_cross_entropy_with_integer_labels",
          shapeText(a),
          shapeText(b),
        )
      : l10n.t("the shapes {0} and {1} do not fit: make both arrays of one shape", shapeText(a), shapeText(b)),
};

/** The arrays of one of torch's losses, by its names. */
function torchArrays(loss: string | undefined): readonly string[] | undefined {
  return loss !== undefined && Object.hasOwn(losses, loss)
    ? losses[loss as keyof typeof losses].signature.arguments.map(([name]) => name)
    : undefined;
}

/** The class of the loss that surely says these words, where none is named. */
function lossOr(loss: string, { names }: ExceptionSays, usual: string): string {
  return names.loss === undefined ? usual : loss;
}

function boundsText(
  value: number,
  target: string,
  input: string,
  loss: string,
  { labels, classes, names }: ExceptionSays,
): string {
  if (value === -100)
    return l10n.t(
      "the label -100 is out of range: -100 is what is ignored unless ignore_index says otherwise, so leave ignore_index as it is",
    );
  if (value < 0)
    return l10n.t(
      "the label {0} in {1} is out of range: if it marks padding, use ignore_index={0}; signs -1 and 1 become 0 and 1 by (y + 1) / 2",
      value,
      target,
    );
  if (value === 255)
    return l10n.t(
      "the label 255 in {0} is out of range: in a mask it marks what does not count, use ignore_index=255; a mask of 0 and 255 needs mask / 255",
      target,
    );
  if (labels !== undefined && classes !== undefined && labels.min === 1 && labels.max === classes)
    return l10n.t(
      "the labels in {0} count from 1 to {1}, and {2} counts {1} classes from 0: use {0} - 1",
      target,
      classes,
      loss,
    );
  const most = Math.max(value, labels?.max ?? value);
  const needed = most + 1;
  if (classes !== undefined && classes <= value)
    return l10n.t(
      "the label {0} in {1} is out of range: {2} has {3} outputs, for the classes 0 to {4}: {5} are needed, or labels that count from 0",
      value,
      target,
      names.input ?? l10n.t("the model"),
      classes,
      classes - 1,
      needed,
    );
  return l10n.t(
    "the label {0} in {1} is out of range: {2} needs at least {3} outputs, nn.Linear(…, {3}), or labels that count from 0",
    value,
    target,
    input,
    needed,
  );
}

function sizesText(
  { input: own, target: other }: { readonly input: readonly number[]; readonly target: readonly number[] },
  { input, target, loss, says }: Words,
  spreads: boolean,
): string {
  const shapes = [input, shapeText(own), target, shapeText(other)] as const;
  const fix =
    isColumn(own) && !isColumn(other)
      ? method(says, "input", "squeeze(1)")
      : isColumn(other) && !isColumn(own)
        ? method(says, "target", "squeeze(1)")
        : undefined;
  if (fix !== undefined && own.length !== other.length) {
    return spreads
      ? l10n.t(
          "{0} {1} and {2} {3} are broadcast, so that every prediction is compared with every target: use {4}",
          ...shapes,
          fix,
        )
      : l10n.t("{0} {1} and {2} {3} differ in shape by a column: use {4}", ...shapes, fix);
  }
  if (own.length === 2 && other.length === 1 && own[0] === other[0])
    return l10n.t(
      "{0} {1} has {4} outputs a sample and {2} {3} one label: use CrossEntropyLoss on class indices, one-hot rows, or one output",
      ...shapes,
      own[1],
    );
  if (spreads)
    return l10n.t("{0} {1} and {2} {3} are broadcast against each other: give both the same shape", ...shapes);
  return l10n.t(
    "{0} {1} and {2} {3} differ in shape, and {4} compares element with element: give both the same shape",
    ...shapes,
    loss,
  );
}

function typeText(argument: string, type: string, says: ExceptionSays): string {
  const known = argument === "input" || argument === "target" ? says.names[argument] : undefined;
  const name = known ?? argument;
  switch (type.replace(/^.*\./, "")) {
    case "ndarray":
      return l10n.t("{0} is a NumPy array, not a tensor: use torch.from_numpy({0})", name);
    case "list":
      return l10n.t("{0} is a list, not a tensor: use torch.tensor({0})", name);
    case "tuple":
      return l10n.t("{0} is a tuple, not a tensor, as models with several outputs return: use {0}[0]", name);
    case "dict":
      return l10n.t('{0} is a dict, not a tensor: use its scores, {0}["logits"], say', name);
    case "NoneType":
      return l10n.t("{0} is None, not a tensor: a function has returned nothing, or no labels were given", name);
    case "int":
    case "float":
    case "bool":
      return l10n.t("{0} is a Python {1}, not a tensor: use torch.tensor({0})", name, type);
    case "str":
      return l10n.t("{0} is a text, not a tensor: give each class a number, and use torch.tensor of the numbers", name);
    case "Series":
    case "DataFrame":
      return l10n.t("{0} belongs to pandas and is no tensor: use torch.tensor({0}.values)", name);
    case "InceptionOutputs":
    case "GoogLeNetOutputs":
      return l10n.t(
        "{0} holds the model's outputs and is no tensor: use {0}.logits, and the auxiliary ones for a loss of their own",
        name,
      );
    default:
      return /Output/.test(type)
        ? l10n.t("{0} is a {1}, not a tensor: use {0}.logits", name, type)
        : l10n.t("{0} is a {1}, not a tensor: give the tensor in it", name, type);
  }
}
