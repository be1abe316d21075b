import * as l10n from "@vscode/l10n";
import { formatPrinted } from "../numbers";
import { inNumber } from "../plural";
import { type ExceptionSentences, shapeText } from "./words";

const kerasNames = [
  "binary_crossentropy",
  "sparse_categorical_crossentropy",
  "categorical_crossentropy",
  "mean_squared_error",
  "mean_absolute_error",
];

/** What is said of other libraries' exceptions. */
export const otherSentences = {
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
      formatPrinted(String(value)),
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
  kerasInput: ({ wanted, shape }) =>
    l10n.t(
      "the layer wants {0} features along the last axis and gets {1}: flatten the input first, or build the model for that shape",
      wanted,
      shape,
    ),
  kerasLossName: ({ given }) => {
    const name = given.toLowerCase().replaceAll("_", "");
    const known = kerasNames.find((each) => name.startsWith(each.replaceAll("_", "")));
    return known === undefined
      ? l10n.t("Keras knows no loss {0}: check its name in keras.losses", given)
      : l10n.t('Keras knows no loss {0}: it is called "{1}"', given, known);
  },
  kerasGradients: () =>
    l10n.t(
      "the loss does not depend on the variables: it was computed outside of the tape, or argmax, rounding or NumPy cut the gradient off",
    ),
  sklearnAverage: () =>
    l10n.t(
      'there are more than two classes, and average="binary" takes two: use average="macro", "micro" or "weighted"',
    ),
  sklearnMulticlass: () =>
    l10n.t(
      'roc_auc_score has more than two classes before it: use multi_class="ovr" with the probabilities of all classes',
    ),
  kerasAxes: ({ labels, outputs }) =>
    l10n.t(
      "the labels {0} are one a sample, and the outputs {1} still have the axes of an image: put GlobalAveragePooling2D() or Flatten() in front of the last layer",
      labels,
      outputs,
    ),
  kerasClassWeight: ({ classes }) =>
    l10n.t("class_weight has no weight for what the labels hold, {0}: give one for every class", classes),
  sklearnNames: ({ name }) =>
    name === "compute_class_weight"
      ? l10n.t(
          'scikit-learn takes these arguments by their names: compute_class_weight(class_weight="balanced", classes=np.unique(y), y=y)',
        )
      : l10n.t("scikit-learn takes the arguments of {0} behind the arrays by their names: name=value", name),
  boosterClasses: () =>
    l10n.t("an objective of several classes wants their number: give num_class, and labels from 0 to num_class − 1"),
  oneTargetValue: () =>
    l10n.t(
      "the targets hold one value alone, so there is nothing to tell apart: look at the filter or the split in front, and use stratify=y",
    ),
  metricValues: ({ of, most }) =>
    most === undefined
      ? l10n.t(
          'the metric is one of yes and no, and {0} holds other class numbers: use task="multiclass" with num_classes',
          of,
        )
      : l10n.t(
          "the metric was made for {0} classes, and {1} holds more: raise num_classes, or leave out padding and void labels with ignore_index",
          most,
          of,
        ),
  metricScores: () =>
    l10n.t("the metric wants probabilities and gets scores: use torch.sigmoid or a softmax on them, or class numbers"),
  metricColumns: () =>
    l10n.t("the scores do not have num_classes columns: give the metric as many classes as the model has outputs"),
  tracer: () =>
    l10n.t(
      "under jit the loss is not a number yet, so no if can ask for it: compare outside of the function, or use jnp.where or lax.cond",
    ),
  boosterLabels: () =>
    l10n.t(
      "a logistic objective wants 0 and 1 as labels: use (y + 1) / 2 for signs, multi:softprob for several classes",
    ),
  logOfZero: () =>
    l10n.t(
      "a probability is exactly 0, and its logarithm −inf: use scipy.special.xlogy(y, p), or log-probabilities from the start",
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
} satisfies Partial<ExceptionSentences>;
