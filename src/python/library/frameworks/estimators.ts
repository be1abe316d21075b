import type { Operation, OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { refuse, row } from "../tensor/arguments";
import { fresh } from "../tensor/make";
import { givenArray } from "./plain";
import { countOf, type Head, isTrue, outputOf, textOf } from "./predictors";

/** What classifiers of scikit-learn, XGBoost and LightGBM predict: classes, probabilities, or the scores in front of them. */

const none: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};
const OBJECTIVE = "_objective";
const CLASSES = "_classes";

function self(call: OperationCall): ObjectValue {
  const value = call.arg("self");
  return value?.kind === "object" ? value : refuse();
}

const returnsSelf: LibraryMethod = { signature: "self, *rest, **others", apply: (call) => self(call) };
const classes: LibraryMethod = {
  signature: "self, X, *rest, **others",
  apply: (call) =>
    call.others("others").has("output_margin") || call.others("others").has("raw_score")
      ? call.unknown()
      : outputOf(call, "predict", { library: "numpy", shape: [undefined] }),
};
const probabilities: LibraryMethod = {
  signature: "self, X, *rest, raw_score=False, **others",
  apply: (call) => {
    const raw = call.arg("raw_score");
    if (isTrue(raw)) return outputOf(call, "linear", { library: "numpy" });
    const isPlain = raw?.kind === "number" && raw.value === 0;
    return isPlain ? outputOf(call, "softmax", { library: "numpy", shape: [undefined, undefined] }) : call.unknown();
  },
};
const scores: LibraryMethod = {
  signature: "self, X",
  apply: (call) => outputOf(call, "linear", { library: "numpy" }),
};

function classifiers(names: string, decides: boolean): LibraryClass {
  return {
    names,
    signature: "*rest, **others",
    bases: "",
    methods: {
      fit: returnsSelf,
      set_params: returnsSelf,
      predict: classes,
      predict_proba: probabilities,
      ...(decides && { decision_function: scores }),
    },
  };
}

/** CatBoost's predictions, by what is asked for. */
const ofCatBoost: Readonly<Record<string, Head>> = {
  Class: "predict",
  Probability: "softmax",
  RawFormulaVal: "linear",
};

const catBoost: LibraryClass = {
  names: "catboost.CatBoostClassifier catboost.core.CatBoostClassifier",
  signature: "*rest, **others",
  bases: "",
  methods: {
    fit: returnsSelf,
    set_params: returnsSelf,
    predict: {
      signature: "self, data, prediction_type='Class', *rest, **others",
      apply: (call) => {
        const type = textOf(call.arg("prediction_type")) ?? "";
        return Object.hasOwn(ofCatBoost, type)
          ? outputOf(call, ofCatBoost[type], { library: "numpy" })
          : call.unknown();
      },
    },
    predict_proba: probabilities,
  },
};

/** How a booster's objective turns its margin into what it predicts. */
const objectives: Readonly<Record<string, Head>> = {
  "binary:logistic": "sigmoid",
  "reg:logistic": "sigmoid",
  "binary:logitraw": "linear",
  "multi:softprob": "softmax",
  "multi:softmax": "chosen",
  binary: "sigmoid",
  cross_entropy: "sigmoid",
  xentropy: "sigmoid",
  multiclass: "softmax",
  softmax: "softmax",
  multiclassova: "sigmoid",
};

/** Its margin where it is asked for, and else what the objective makes of it. */
const predicted: LibraryMethod = {
  signature: "self, data, *rest, output_margin=False, raw_score=False, **others",
  apply: (call) => {
    const { attributes } = self(call).object;
    const count = countOf(attributes.get(CLASSES));
    const facts = { library: "numpy", ...(count !== undefined && { lastSize: count }) } as const;
    const [margin, raw] = [call.arg("output_margin"), call.arg("raw_score")];
    if (isTrue(margin) || isTrue(raw)) return outputOf(call, "linear", facts);
    const isPlain = [margin, raw].every((each) => each?.kind === "number" && each.value === 0);
    const leaves = ["pred_leaf", "pred_contrib", "pred_contribs"].some((name) => call.others("others").has(name));
    const objective = textOf(attributes.get(OBJECTIVE));
    const head = objective !== undefined && Object.hasOwn(objectives, objective) ? objectives[objective] : undefined;
    return head === undefined || !isPlain || leaves ? call.unknown() : outputOf(call, head, facts);
  },
};

function booster(names: string): LibraryClass {
  return { names, signature: "*rest, **others", bases: "", methods: { predict: predicted } };
}

/** The margin itself, which is all that a booster with a function of one's own as objective knows of. */
const RAW = "binary:logitraw";

/** `xgb.train({"objective": "binary:logistic"}, dtrain)`. An objective that is not known leaves it open. */
function train(names: string, made: string): Operation {
  return row(names, "params, *rest, obj=None, fobj=None, **others", (call) => {
    const params = call.arg("params");
    const own = [call.arg("obj"), call.arg("fobj")].some((each) => each !== undefined && each.kind !== "none");
    const trained = call.machine.call({ kind: "library", path: made, origin: none.origin }, [], new Map(), call.place);
    if (trained.kind !== "object" || params?.kind !== "dict") return trained;
    const { entries } = params.dict;
    const entry = (key: string) => entries?.get(`s:${key}`)?.value;
    const [objective, count] = [entry("objective") ?? entry("application"), entry("num_class")];
    const isRaw = objective?.kind === "function" || (own && objective === undefined && entries !== undefined);
    if (isRaw) call.machine.setAttribute(trained.object, OBJECTIVE, { ...none, kind: "string", value: RAW });
    else if (own) return trained;
    else if (objective !== undefined) call.machine.setAttribute(trained.object, OBJECTIVE, objective);
    if (count !== undefined) call.machine.setAttribute(trained.object, CLASSES, count);
    return trained;
  });
}

/** A weight a class, so that all classes weigh the same together: doubles, which torch's float32 scores do not take. */
const classWeights: Operation = row(
  "sklearn.utils.class_weight.compute_class_weight sklearn.utils.compute_class_weight",
  "class_weight, *, classes, y, sample_weight=None",
  (call) => {
    const [kind, sampled] = [call.arg("class_weight"), call.arg("sample_weight")];
    const [given, labels] = ["classes", "y"].map((name) => {
      const value = call.arg(name);
      return value && givenArray(call, value, "numpy")?.tensor;
    });
    const counts = new Map<number, number>();
    for (const label of labels?.data ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
    const isWhole =
      given?.shape.length === 1 && given.data.length === counts.size && given.data.every((c) => counts.has(c));
    if (labels?.shape.length !== 1 || !isWhole || textOf(kind) !== "balanced" || (sampled && sampled.kind !== "none"))
      return call.unknown({ library: "numpy", dtype: "float64" });
    const data = given.data.map((c) => labels.data.length / (counts.size * (counts.get(c) ?? 1)));
    const operands = ["classes", "y"].flatMap((name) => {
      const value = call.arg(name);
      return value === undefined ? [] : [{ value, place: call.placeOf(name) }];
    });
    const made = { operation: "compute_class_weight", operands, settings: {}, library: "numpy" } as const;
    return fresh(
      call,
      { ...made, shape: given.shape, dtype: "float64" },
      { data: Float64Array.from(data), error: undefined },
    );
  },
);

const linearModels = "LogisticRegression LogisticRegressionCV".split(" ").map((name) => `sklearn.linear_model.${name}`);
const withoutScores =
  "sklearn.ensemble.RandomForestClassifier sklearn.ensemble.ExtraTreesClassifier sklearn.neural_network.MLPClassifier " +
  "sklearn.tree.DecisionTreeClassifier sklearn.naive_bayes.GaussianNB sklearn.naive_bayes.MultinomialNB " +
  "sklearn.neighbors.KNeighborsClassifier xgboost.XGBClassifier xgboost.sklearn.XGBClassifier lightgbm.LGBMClassifier";
const withScores =
  "sklearn.ensemble.GradientBoostingClassifier sklearn.ensemble.HistGradientBoostingClassifier sklearn.svm.SVC " +
  "sklearn.discriminant_analysis.LinearDiscriminantAnalysis";

export const estimatorClasses: readonly LibraryClass[] = [
  classifiers(`${linearModels.join(" ")} ${withScores}`, true),
  classifiers(withoutScores, false),
  catBoost,
  booster("xgboost.Booster xgboost.core.Booster"),
  booster("lightgbm.Booster lightgbm.basic.Booster"),
];

export const estimatorOperations: readonly Operation[] = [
  classWeights,
  train("xgboost.train xgboost.training.train", "xgboost.Booster"),
  train("lightgbm.train lightgbm.engine.train", "lightgbm.Booster"),
];
