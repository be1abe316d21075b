import * as l10n from "@vscode/l10n";
import { type ExceptionSentences, type ExceptionWords, lossOr, method, shapeText } from "./words";

/** What is said of shapes that do not fit. */
export const shapeSentences = {
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
    if (says.oneHot !== undefined)
      return l10n.t(
        "{0} holds one-hot rows of {1}, which were flattened to {2} labels: give class numbers, {3}",
        target,
        says.oneHot,
        labels,
        method(says, "target", "argmax(1)"),
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
  batchRows: () => l10n.t("input and target have different numbers of rows: one label for each row"),
  scalarInput: (_, { input, loss }) =>
    l10n.t(
      "{0} is a single number, and {1} wants the scores of all classes, [N, C], or [C] of one sample",
      input,
      loss,
    ),
  marginAxes: ({ shape }, { input, loss }) =>
    l10n.t(
      "{0} has the shape {1}, and {2} wants the scores of all classes, [N, C]: flatten the other axes",
      input,
      shapeText(shape),
      loss,
    ),
  indexShapes: ({ rows, labels }) =>
    l10n.t("{0} rows are indexed with {1} labels: one row number a label, torch.arange(len(labels))", rows, labels),
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
  matrixShapes: ({ rows, given, wanted, outputs, isProduct }) =>
    isProduct
      ? l10n.t(
          "a product of {0} and {1} wants as many columns of the first as the second has rows, and there are {2} and {3}: transpose the one that lies the other way",
          shapeText([rows, given]),
          shapeText([wanted, outputs]),
          given,
          wanted,
        )
      : l10n.t("the layer wants {0} features and gets {1}: use nn.Linear({1}, {2})", wanted, given, outputs),
  noSuchAxis: ({ given, axes }, words) => {
    const { call, loss } = words.says.names;
    // Of a method the first argument is no array.
    const isFunction = loss !== undefined || /^(?:F|torch|nn)\./.test(call?.callee ?? "");
    const input = isFunction ? words.input : l10n.t("the input");
    return axes === 1
      ? l10n.t(
          "{0} has one axis, and dim {1} was asked for: it has lost its batch axis, use .unsqueeze(0), or dim=0",
          input,
          given,
        )
      : l10n.t("{0} has {1} axes, and dim {2} was asked for: use dim=-1 for the last", input, axes, given);
  },
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
} satisfies Partial<ExceptionSentences>;

const isColumn = (shape: readonly number[]) => shape.length >= 2 && shape[shape.length - 1] === 1;

function sizesText(
  { input: own, target: other }: { readonly input: readonly number[]; readonly target: readonly number[] },
  { input, target, loss, says }: ExceptionWords,
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
