import * as l10n from "@vscode/l10n";
import type { NeverNegative } from "../paste/logFacts";
import type { SignedLoss } from "../paste/lossNamed";

/** Why a loss that is never below 0 is. */
export function negativeText(of: Exclude<NeverNegative, "crossEntropy">, seen: string): string {
  switch (of) {
    case "likelihood":
      return l10n.t(
        "a negative log-likelihood of classes cannot be negative, as {0} is, and that of a density can: NLLLoss needs log_softmax in front, and GaussianNLLLoss may go below 0",
        seen,
      );
    case "ctc":
      return l10n.t(
        "a CTC loss cannot be negative, and {0} is: CTCLoss takes log-probabilities: use log_softmax over the classes in front",
        seen,
      );
    case "overlap":
      return l10n.t(
        "{0} is below −1, the least that minus an overlap can be: the masks hold more than 0 and 1 (255, class numbers), or the loss is a sum",
        seen,
      );
    case "divergence":
      return l10n.t(
        "a KL divergence cannot be negative, and {0} is: kl_div takes log-probabilities first and probabilities second, both of rows that sum to 1",
        seen,
      );
    case "squares":
      return l10n.t(
        "a squared error, an absolute one and a hinge cannot be negative, and {0} is: look for a minus sign, or a term that is added",
        seen,
      );
  }
}

/** Why a loss below 0 is no mistake by itself. */
export function signedText(of: SignedLoss, seen: string): string {
  switch (of) {
    case "density":
      return l10n.t(
        "{0} is possible: a density may be above 1 and a constant be left out, so GaussianNLLLoss, PoissonNLLLoss and minus log_prob may go below 0",
        seen,
      );
    case "similarity":
      return l10n.t(
        "{0} is possible: minus a cosine similarity lies between −1 and 1, and −1 is the best it can reach",
        seen,
      );
    case "overlap":
      return l10n.t(
        "{0} is possible where minus the overlap is the loss, which goes down to −1; 1 minus the overlap is never negative unless masks hold more than 0 and 1",
        seen,
      );
    case "elbo":
      return l10n.t(
        "{0} is possible: a bound on the log-likelihood of a density may have either sign; the ELBO has to rise, and minus the ELBO to fall",
        seen,
      );
    case "policy":
      return l10n.t(
        "{0} tells little: the loss of a policy may have either sign and need not fall while the policy learns; look at the return",
        seen,
      );
    case "critic":
      return l10n.t(
        "{0} tells little: the losses of a generator and a critic work against each other and need not fall, and without a sigmoid they may have either sign",
        seen,
      );
    case "score":
      return l10n.t("{0} is possible where a score is maximised, so that minus the score is the loss", seen);
  }
}
