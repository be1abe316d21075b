import { type Bundle, sourceTexts } from "../scripts/l10nTexts";

const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const accented = "ÅƁÇÐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýž";

/** Every text of src in a language of its own: `⟦Ŕéåð åš {0}⟧`. A Latin letter that is still seen has not come through l10n. */
export function pseudoBundle(): Bundle {
  return Object.fromEntries(sourceTexts().map((text) => [text, pseudo(text)]));
}

function pseudo(text: string): string {
  const parts = text.split(/(\{\d+\}|\$\([\w-]+\))/);
  return `⟦${parts.map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/[A-Za-z]/g, accent))).join("")}⟧`;
}

function accent(letter: string): string {
  return accented[plain.indexOf(letter)];
}

/** What stays as it is in every language, each with its reason. */
const untranslated: readonly RegExp[] = [
  // torch's modules, functions and methods, and torchvision's focal loss
  /\b(?:CrossEntropy|NLL|BCE|BCEWithLogits|KLDiv|MultiMargin|MultiLabelMargin|MultiLabelSoftMargin|SoftMargin|HingeEmbedding)Loss\b/g,
  /\b(?:Log)?(?:Softmax|Sigmoid)\b|\b(?:Log|Exp)\b|\bsigmoid_focal_loss\b/g,
  /\b(?:torch|F)\.\w+(?:\([^()]*\))?|\b(?:input|target)(?:\.\w+\([^()]*\))+|\.grad\b/g,
  // the focal losses of other libraries
  /\b(?:RetinaNet|MMDet)FocalLoss\b/g,
  // torch's options and their values
  /\b(?:weight|pos_weight|ignore_index|label_smoothing|batchmean|mean|sum|none)\b/g,
  // what torch prints
  /\btensor\([^()]*\)/g,
  // other frameworks by their names
  /\b(?:Keras|optax|scikit-learn|NumPy|SciPy|XGBoost|LightGBM|Hugging Face)\b/g,
  // measures by their letters
  /\bROC AUC\b/g,
  // types
  /\b(?:bool|b?float|u?int)\d*\b/g,
  // numbers that are none
  /\b(?:nan|inf)\b/g,
  // the product, and formats of files
  /\bLoss Lens\b|\b(?:CSV|Markdown|JSON|Python|PyTorch)\b/g,
];

/** The words of `text` that are English though they should not be; `names` are those that a document brought along. */
export function englishWords(text: string, names: readonly string[] = []): readonly string[] {
  const without = (given: string, parts: readonly string[]) =>
    parts.reduce((left, part) => (part.length > 1 ? left.replaceAll(part, " ") : left), given);
  // Sentences whole, then torch's words: a name may be a part of one of them, as label is of label_smoothing.
  const own = untranslated.reduce(
    (left, pattern) => left.replaceAll(pattern, " "),
    without(text, names.filter(isSentence)),
  );
  const rest = without(own, names);
  // One letter alone is a symbol: p, x, L, e in 1e−7.
  return rest.match(/[A-Za-z]{2,}/g) ?? [];
}

function isSentence(name: string): boolean {
  return name.includes(" ");
}
