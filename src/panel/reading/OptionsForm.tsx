import { useEffect, useId, useState } from "preact/hooks";
import type { Reading } from "../../engine/reading";
import type { RequestOptions } from "../../report";
import type { Actions } from "../actions";
import { optionFields, parseOption, withOption } from "./optionFields";

export interface OptionsFormProps {
  /** Undefined where the pair has not been read yet: then every option is offered. */
  readonly reading: Reading | undefined;
  readonly classes: number | undefined;
  readonly options: RequestOptions;
  /** What is wrong with a typed array, by option. */
  readonly problems: { readonly [Option in keyof RequestOptions]?: string };
  readonly actions: Actions;
}

/** The loss's options under torch's own names, and names for the classes. */
export function OptionsForm({ reading, classes, options, problems, actions }: OptionsFormProps) {
  const fields = optionFields.filter(
    ({ option, applies }) => options[option] !== undefined || reading === undefined || applies(reading),
  );
  return (
    <div class="options-fields">
      {fields.map(({ option, label, placeholder, hint }) => (
        <Field
          key={option}
          label={label()}
          hint={hint()}
          placeholder={placeholder(classes)}
          value={options[option]?.toString() ?? ""}
          problem={problems[option]}
          onCommit={(text) => {
            const parsed = parseOption(option, text);
            if (typeof parsed === "object") return parsed.problem;
            actions.setOptions(withOption(options, option, parsed));
            return undefined;
          }}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly value: string;
  readonly problem: string | undefined;
  /** Takes the text over, or says why it cannot. */
  readonly onCommit: (text: string) => string | undefined;
}

/** A text that is taken over when it is complete, and what it is for, or what is wrong with it. */
export function Field({ label, hint, placeholder, value, problem, onCommit }: FieldProps) {
  const [draft, setDraft] = useState(value);
  const [own, setOwn] = useState<string>();
  const id = useId();
  useEffect(() => setDraft(value), [value]);
  const shown = own ?? problem;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="text-field"
        type="text"
        spellcheck={false}
        autocomplete="off"
        value={draft}
        placeholder={placeholder}
        aria-invalid={shown !== undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => setOwn(onCommit(event.currentTarget.value))}
      />
      <p id={`${id}-hint`} class={shown === undefined ? "hint" : "hint problem"}>
        {shown ?? hint}
      </p>
    </div>
  );
}
