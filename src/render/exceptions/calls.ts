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
} satisfies Partial<ExceptionSentences>;

/** The arrays of one of torch's losses, by its names. */
function torchArrays(loss: string | undefined): readonly string[] | undefined {
  return loss !== undefined && Object.hasOwn(losses, loss)
    ? losses[loss as keyof typeof losses].signature.arguments.map(([name]) => name)
    : undefined;
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
