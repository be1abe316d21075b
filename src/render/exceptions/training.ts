import * as l10n from "@vscode/l10n";
import { type ExceptionSentences, method } from "./words";

/** What is said of optimizers, loaders, gradient scalers, devices and processes. */
export const trainingSentences = {
  optimizerInput: ({ given }) =>
    given === "tensor"
      ? l10n.t("the optimizer takes a list of tensors: use [w]")
      : given === "method"
        ? l10n.t("the optimizer gets a method and wants parameters: call it, model.parameters()")
        : l10n.t("the optimizer gets the model and wants its parameters: use model.parameters()"),
  nonLeaf: () =>
    l10n.t(
      "the optimizer changes leaves only, and this tensor was computed from others: make it one with .detach().requires_grad_(), after .to(device)",
    ),
  optionValue: ({ option, given }) =>
    l10n.t(
      "the option {0} is {1}, which is out of its range: a probability lies between 0 and 1, others are not negative",
      option,
      given,
    ),
  emptyDataset: () =>
    l10n.t("the dataset is empty: len(dataset) is 0, as with a wrong path or a filter that leaves nothing"),
  samplerShuffle: () => l10n.t("a DataLoader with a sampler cannot shuffle, too: leave out shuffle=True"),
  datasetMethod: ({ method }) =>
    l10n.t("the dataset has no {0}: define it in its class, and check its spelling and indentation", method),
  batchParts: ({ wanted, more }) =>
    more
      ? l10n.t(
          "a batch has more parts than the {0} names in front of it: print one, as the dataset returns more, or it is a dict or the tensor itself",
          wanted,
        )
      : l10n.t(
          "a batch has fewer parts than the {0} names in front of it: print one, as the dataset may return no labels",
          wanted,
        ),
  scalerTwice: ({ method }) =>
    l10n.t(
      "scaler.{0} was called twice for one optimizer: call it once a step, and scaler.update() behind scaler.step(optimizer)",
      method,
    ),
  scalerUnused: () =>
    l10n.t(
      "the scaler has seen no gradients of this optimizer: use scaler.scale(loss).backward() before, on a loss that its parameters take part in",
    ),
  halfGradients: () =>
    l10n.t(
      "the parameters are float16, and GradScaler wants float32: leave out model.half(), autocast casts by itself",
    ),
  leafInPlace: () =>
    l10n.t("a parameter is changed in place while its gradient is recorded: do it under torch.no_grad()"),
  unusedParameters: () =>
    l10n.t(
      "parameters of the model took no part in the loss, and DistributedDataParallel waits for their gradients: use find_unused_parameters=True, or leave the layers out",
    ),
  processGroup: () =>
    l10n.t(
      "torch.distributed was not started: start with torchrun and call torch.distributed.init_process_group() before, or leave DistributedDataParallel out",
    ),
  stateDictType: () =>
    l10n.t(
      "load_state_dict takes a state_dict and gets something else, as a file that holds the whole model: use model.state_dict() of it",
    ),
  schedulerMetric: () => l10n.t("ReduceLROnPlateau goes by a number: use scheduler.step(val_loss)"),
  schedulerInput: ({ type }) => l10n.t("the scheduler takes the optimizer and gets a {0}: StepLR(optimizer, …)", type),
  gradientNorm: () =>
    l10n.t(
      "the gradients are nan or infinite before they are clipped: look for the step in which the loss is, torch.autograd.set_detect_anomaly(True) names the operation",
    ),
  unusedGradient: () =>
    l10n.t(
      "the loss does not depend on a tensor whose gradient is asked for: check that it goes into the loss, or use allow_unused=True",
    ),
  inferenceTensor: () =>
    l10n.t(
      "a tensor that was made in torch.inference_mode() takes part in training: use torch.no_grad() there, or .clone() it",
    ),
  deepcopyGraph: () => l10n.t("a tensor with a graph cannot be copied by deepcopy: keep .detach().clone() of it"),
  noSuchDevice: ({ name }) => l10n.t('there is no device {0}: use "cuda", "cuda:0", "mps" or "cpu"', name),
  splitLengths: () =>
    l10n.t(
      "the lengths for random_split have to add up to len(dataset): give fractions, as [0.8, 0.2], or make the last one the rest",
    ),
  noGradient: () =>
    l10n.t(".grad is None: backward() did not run before, or the tensor is no leaf, or took no part in the loss"),
  weightsOnly: () =>
    l10n.t(
      "torch.load reads only tensors since torch 2.6, and the file holds other objects: use weights_only=False where you trust the file, or save model.state_dict()",
    ),
  initAxes: () =>
    l10n.t(
      "this initialization wants weights of two axes or more, and biases and norms have one: use it where p.dim() > 1",
    ),
  mpsDType: () =>
    l10n.t(
      'MPS has no float64, which arrays of NumPy and pandas are in: use torch.from_numpy(…).float() in front of .to("mps")',
    ),
  mpsOperation: ({ name }) =>
    l10n.t(
      "MPS has no {0}: compute it on the CPU, loss(output.cpu(), target.cpu()), or set PYTORCH_ENABLE_MPS_FALLBACK=1 before torch is imported",
      name,
    ),
  cublas: (_, { says }) =>
    l10n.t(
      "mostly a label or a token number out of range on the GPU, else its memory is full: run it on the CPU, which names it, and look at {0} and {1}",
      method(says, "target", "min()"),
      method(says, "target", "max()"),
    ),
  oldNumPy: () =>
    l10n.t(
      "this torch was built for another NumPy than the one that is installed: use pip install 'numpy<2', or a newer torch",
    ),
  textOption: ({ option }) =>
    option === undefined
      ? l10n.t("an option of the optimizer is a text: YAML reads 1e-4 as one, so write 1.0e-4, or float(lr)")
      : l10n.t("{0} is a text: use type=float where the option is declared, or float({0})", option),
  assertedShapes: ({ condition }) =>
    l10n.t("“{0}” does not hold, so both differ in shape: print the shapes of what the call is given", condition),
  forkedCuda: () =>
    l10n.t(
      "CUDA cannot be used in the workers of a DataLoader: move tensors to the device in the training loop, not in the dataset, or use num_workers=0",
    ),
} satisfies Partial<ExceptionSentences>;
