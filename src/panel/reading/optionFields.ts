import * as l10n from "@vscode/l10n";
import type { Reading } from "../../engine/reading";
import { tasks } from "../../engine/tasks";
import type { RequestOptions } from "../../report";

export type TypedOption = Exclude<keyof RequestOptions, "reduction">;

interface OptionField {
  readonly option: TypedOption;
  /** torch's own name, where it has one. */
  readonly label: () => string;
  readonly applies: (reading: Reading) => boolean;
  readonly hint: () => string;
  /** torch's default, or the form of a value. */
  readonly placeholder: (classes: number | undefined) => string;
}

const exclusive = ({ task }: Reading): boolean => tasks[task].exclusive;
/** As many as there are classes; of many, that there are more. */
const perClass = (classes: number | undefined): string => `[${ofEach(classes, () => "1")}]`;
const MOST_NAMED = 8;

function ofEach(classes = 3, text: (index: number) => string): string {
  const named = Array.from({ length: Math.min(classes, MOST_NAMED) }, (_, index) => text(index));
  return (classes > MOST_NAMED ? [...named.slice(0, 3), "…", text(classes - 1)] : named).join(", ");
}

export const optionFields: readonly OptionField[] = [
  {
    option: "weight",
    label: () => "weight",
    applies: () => true,
    hint: () => l10n.t("an array, one weight a class"),
    placeholder: perClass,
  },
  {
    option: "posWeight",
    label: () => "pos_weight",
    applies: (reading) => !exclusive(reading),
    hint: () => l10n.t("an array, the weight of a yes for each class"),
    placeholder: perClass,
  },
  {
    option: "ignoreIndex",
    label: () => "ignore_index",
    applies: (reading) => exclusive(reading) && reading.targetKind === "classIndices",
    hint: () => l10n.t("the class index of targets to leave out"),
    placeholder: () => "-100",
  },
  {
    option: "labelSmoothing",
    label: () => "label_smoothing",
    applies: exclusive,
    hint: () => l10n.t("0 to 1, the share spread over all classes"),
    placeholder: () => "0",
  },
  {
    option: "classNames",
    label: () => l10n.t("class names"),
    applies: ({ task }) => task !== "binary",
    hint: () => l10n.t("names to show for the classes, separated by commas"),
    placeholder: (classes) => ofEach(classes, String),
  },
];

export interface OptionProblem {
  readonly problem: string;
}

/** The value of a typed option, undefined for an empty text. Arrays and names stay text. */
export function parseOption(option: TypedOption, text: string): string | number | undefined | OptionProblem {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (option === "weight" || option === "posWeight" || option === "classNames") return trimmed;
  const value = Number(trimmed.replace("\u2212", "-"));
  if (!Number.isFinite(value)) return { problem: l10n.t("“{0}” is not a number", trimmed) };
  if (option === "ignoreIndex" && !Number.isInteger(value)) {
    return { problem: l10n.t("a class index is a whole number, not {0}", trimmed) };
  }
  return value;
}

export function withOption(
  options: RequestOptions,
  option: TypedOption,
  value: string | number | undefined,
): RequestOptions {
  const { [option]: _, ...rest } = options;
  return value === undefined ? rest : { ...rest, [option]: value };
}
