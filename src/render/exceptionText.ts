import type { ExceptionKind } from "../paste/exceptions/exception";
import type { ExceptionFactsOf } from "../paste/exceptions/facts";
import type { ExceptionSays } from "../paste/pasteAnswer";
import { callSentences } from "./exceptions/calls";
import { dtypeSentences } from "./exceptions/dtypes";
import { layerSentences } from "./exceptions/layers";
import { loadingSentences } from "./exceptions/loading";
import { moduleSentences } from "./exceptions/modules";
import { otherSentences } from "./exceptions/others";
import { rangeSentences } from "./exceptions/ranges";
import { shapeSentences } from "./exceptions/shapes";
import { tensorSentences } from "./exceptions/tensors";
import { trainingSentences } from "./exceptions/training";
import { type ExceptionSentences, type ExceptionWords, wordsOf } from "./exceptions/words";

/** What an exception is about and what to write, in one sentence without a full stop; what else there is to know stands behind a full stop. */
export function exceptionText<K extends ExceptionKind>(
  says: ExceptionSays & { readonly understood: { readonly kind: K } },
): string {
  const say: (facts: ExceptionFactsOf[K], words: ExceptionWords) => string = sentences[says.understood.kind];
  return say(says.understood.facts as ExceptionFactsOf[K], wordsOf(says));
}

const sentences: ExceptionSentences = {
  ...dtypeSentences,
  ...shapeSentences,
  ...rangeSentences,
  ...callSentences,
  ...layerSentences,
  ...loadingSentences,
  ...moduleSentences,
  ...tensorSentences,
  ...trainingSentences,
  ...otherSentences,
};
