import * as l10n from "@vscode/l10n";
import { losses } from "../../engine/losses/losses";
import type { ExceptionSays } from "../../paste/pasteAnswer";
import { type ExceptionSentences, lossOr } from "./words";

/** What is said of calls, and of what is no tensor. */
export const callSentences = {
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
    const written = says.frame?.code ?? "";
    if (/^(?:if|elif|while|assert)\b|\bbool\(/.test(written) && !/Loss\(/.test(written))
      return l10n.t(
        "a tensor of several values is taken for true or false: use .any() or .all(), or compare single numbers",
      );
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
    name === "dim" || name === "axis"
      ? l10n.t("there is no option {0} here: torch calls it dim, and JAX, Keras and NumPy call it axis", name)
      : l10n.t(
          "there is no option {0} here: look up its name, or whether it belongs to the function or the class",
          name,
        ),
  smoothing: ({ given }) => l10n.t("label_smoothing is {0} and has to lie between 0 and 1: use 0.1, say", given),
  optionType: ({ option, wanted, given }) =>
    given === "NoneType"
      ? l10n.t("{0} is None and has to be {1}: leave it out for its usual value", option, article(wanted))
      : given === "Tensor" && option === "dim"
        ? l10n.t(
            "dim is a tensor and has to be an int: a class as nn.Softmax takes dim, and what it makes takes the tensor",
          )
        : l10n.t("{0} is of the type {1} and has to be {2}", option, given, article(wanted)),
  optionSign: ({ option, zero, given }) =>
    given !== undefined
      ? l10n.t("{0} is {1} and has to be above 0", option, given)
      : zero
        ? l10n.t("{0} is negative and has to be 0 or more", option)
        : l10n.t("{0} is 0 or negative and has to be above 0", option),
  missingDim: ({ operation }) =>
    l10n.t("{0} has to be told its axis: dim=1 for the classes of [N, C], or dim=-1 for the last", operation),
  tooManyArrays: ({ wanted, given }, { says }) => {
    const { loss } = says.names;
    return loss === undefined
      ? l10n.t(
          "one argument too many: dim belongs where the layer is made, nn.Softmax(dim=1), and its call takes the tensor alone",
        )
      : l10n.t(
          "{0} takes {1} arguments in its call and was given {2}: weight, reduction and the other options go where it is made, nn.{0}(…)",
          loss,
          wanted,
          given,
        );
  },
  weightAxes: ({ axes }) => l10n.t("weight has {0} axes and has to have one: one weight a class, [C]", axes),
  cutoffs: () =>
    l10n.t("cutoffs have to be ascending whole numbers without repeats, at least one, each from 1 to n_classes - 1"),
  lossOperand: ({ type }) =>
    l10n.t(
      "{0} is the loss function, not its value: compute it first, {0}()(input, target), then calculate with that",
      type,
    ),
  noneOperand: () =>
    l10n.t("one part of the sum is None: a function in it returns nothing, or the model was given no labels"),
  noSuchLoss: ({ name }) => l10n.t("there is no loss of that name in torch: it is nn.{0}", name),
  lossList: ({ type }) =>
    type === "dict"
      ? l10n.t('the loss is a dict: take the number out of it, loss["loss"], or add up its values')
      : type === "tuple"
        ? l10n.t("the loss is a tuple, as functions with several results return: use loss[0]")
        : l10n.t("the losses are a list: use torch.stack(losses).mean(), or sum(losses)"),
  tensorList: () => l10n.t("a list of tensors is made one by torch.stack(…), not by torch.tensor or np.array"),
  integerGradient: () => l10n.t("integers have no gradient: make the tensor of floats first, with .float()"),
  gradientShape: ({ given, output }) =>
    l10n.t(
      "backward() was given a gradient of {0} for an output of {1}: a loss of one number needs none, loss.backward()",
      given,
      output,
    ),
  nanBackward: ({ operation }) =>
    l10n.t(
      "the gradient of {0} is nan: mostly it is taken at a 0 or at an infinity, as of sqrt, log or a division: add a small number inside, or clamp",
      operation,
    ),
  noAxis: () =>
    l10n.t("the tensor is a single number and has no axis: use .item(), as loss.item() in place of loss.data[0]"),
  noCuda: () => l10n.t("this torch is built without CUDA: use the CPU, or install a torch with CUDA"),
  collate: ({ found }) =>
    found === "NoneType"
      ? l10n.t("a sample of the dataset is None: its __getitem__ returns nothing for some index")
      : l10n.t("a sample of the dataset holds a {0}, which makes no batch: return tensors or numbers", found),
  datasetLengths: () =>
    l10n.t("the tensors of a TensorDataset have different numbers of rows: one label for each row of inputs"),
  drawProbabilities: ({ isZero }) =>
    isZero
      ? l10n.t("the probabilities to draw from are all 0")
      : l10n.t(
          "the probabilities to draw from hold nan, inf or a negative number: logits need softmax first, and nan comes from the model",
        ),
  distribution: ({ parameter, isNan }) =>
    isNan
      ? l10n.t("{0} of the distribution holds nan: the model or its weights have become nan before", parameter)
      : l10n.t(
          "{0} of the distribution holds values that it does not take: scores need softmax, sigmoid or softplus first, or go in as logits",
          parameter,
        ),
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
} satisfies Partial<ExceptionSentences>;

/** The arrays of one of torch's losses, by its names. */
function torchArrays(loss: string | undefined): readonly string[] | undefined {
  return loss !== undefined && Object.hasOwn(losses, loss)
    ? losses[loss as keyof typeof losses].signature.arguments.map(([name]) => name)
    : undefined;
}

function article(type: string): string {
  return /^int/.test(type) ? l10n.t("an int") : l10n.t("a {0}", type);
}

export function typeText(argument: string, type: string, says: ExceptionSays): string {
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
