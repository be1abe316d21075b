import * as l10n from "@vscode/l10n";
import type { ExceptionSentences } from "./words";

/** What is said of loaders, transforms and tokenizers. */
export const loadingSentences = {
  worker: ({ end }) => {
    switch (end) {
      case "exited":
        return l10n.t(
          'a worker process of the DataLoader ended and took its exception along: num_workers=0 shows it; on Windows and macOS the training has to stand under if __name__ == "__main__":',
        );
      case "killed":
        return l10n.t(
          "a worker process of the DataLoader was killed, mostly for want of memory: use a smaller num_workers or batch; num_workers=0 shows what else it may be",
        );
      case "shared":
        return l10n.t(
          "the workers of the DataLoader have too little shared memory: give the container more (--shm-size=8g or --ipc=host), or use num_workers=0",
        );
    }
  },
  rowKey: ({ key }) =>
    l10n.t(
      "the table has no row with the label {0}, as labels keep their gaps after a split or a filter: use .iloc[idx], or reset_index(drop=True) before",
      key,
    ),
  batchKey: ({ batch, key }) =>
    l10n.t(
      "there is no “{1}” in {0}: print({0}.keys()), as the data set may call it otherwise, or its collator or the tokenizer leaves it out",
      batch,
      key,
    ),
  transformInput: ({ isTensor }) =>
    isTensor
      ? l10n.t(
          "ToTensor() gets what is a tensor already: it stands twice, in the dataset and in the transform; leave one out, as the second would divide by 255 again",
        )
      : l10n.t("the transform works on tensors and gets an image: put ToTensor() in front of it"),
  tokenPadding: () =>
    l10n.t(
      "the rows of a batch differ in length: give the tokenizer padding=True and truncation=True, and let the collator of the task pad the labels with −100",
    ),
  noPadToken: () =>
    l10n.t(
      "there is no padding token: set tokenizer.pad_token = tokenizer.eos_token and model.config.pad_token_id = tokenizer.pad_token_id, and leave padded labels at −100",
    ),
} satisfies Partial<ExceptionSentences>;
