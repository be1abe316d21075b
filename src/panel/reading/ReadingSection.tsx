import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import { inputKindName, targetName, taskName } from "../../render/readingText";
import type { Actions } from "../actions";
import { Chevron } from "../shared/Chevron";
import { useUnfolded } from "../shared/unfolding";
import type { Evaluated, ViewState } from "../state";
import { ClassNamesNote } from "./ClassNamesNote";
import type { FoundNames } from "./classNames";
import { OptionsForm, type OptionsFormProps } from "./OptionsForm";
import { optionFields, withOption } from "./optionFields";
import { ReadingBar } from "./ReadingBar";
import { ReadingReasons } from "./ReadingReasons";

interface ReadingSectionProps {
  readonly id: string;
  readonly evaluated: Evaluated;
  readonly state: ViewState;
  readonly found: FoundNames | undefined;
  readonly problems: OptionsFormProps["problems"];
  readonly actions: Actions;
}

/** How the pair is read and with which options, in chips; what changes them unfolds on demand, and where an option is wrong. */
export function ReadingSection({
  id,
  evaluated: { snapshot, report },
  state,
  found,
  problems,
  actions,
}: ReadingSectionProps) {
  const { reading, input } = report;
  const { options, choice } = state;
  const call = snapshot.codeUses[state.call];
  const ofSnapshot = options === snapshot.request.options ? snapshot.optionsFrom : undefined;
  const from = call?.written !== undefined && options === call.written.options ? call.place : ofSnapshot;
  const choiceOfSnapshot = choice === snapshot.request.choice ? snapshot.optionsFrom : undefined;
  const decidedBy = call?.written !== undefined && choice === call.written.choice ? call.place : choiceOfSnapshot;
  const [unfolded, unfold] = useUnfolded("reading");
  const form = useId();
  const open = unfolded || Object.values(problems).some((problem) => problem !== undefined);
  const set = optionFields.filter(({ option }) => options[option] !== undefined && options[option] !== "");
  const words = [
    inputKindName(reading.inputKind),
    taskName(reading.task),
    targetName(reading),
    ...(reading.classDim !== undefined && input.shape.length > 2
      ? [l10n.t("classes along dim {0}", reading.classDim)]
      : []),
    options.reduction,
  ];
  return (
    <section class="reading" id={id} aria-label={l10n.t("How it is read")}>
      <div class="reading-chips">
        <button
          type="button"
          class="reading-toggle"
          aria-expanded={open}
          aria-controls={open ? form : undefined}
          onClick={() => unfold(!open)}
        >
          <span class="reading-word">{l10n.t("Read as")}</span>{" "}
          {words.map((word) => (
            <span key={word} class="chip">
              {word}
            </span>
          ))}
          <Chevron />
        </button>
        {set.map(({ option, label }) => (
          <span key={option} class="chip option-chip">
            <code>{label()}</code> <span class="option-text">{String(options[option])}</span>
            <button
              type="button"
              aria-label={l10n.t("Remove {0}", label())}
              title={l10n.t("Remove {0}", label())}
              onClick={() => actions.setOptions(withOption(options, option, undefined))}
            >
              ×
            </button>
          </span>
        ))}
        {from !== undefined && <span class="hint">{l10n.t("as in {0}", from)}</span>}
      </div>
      {open && (
        // It stays open after what was wrong is put right.
        <div class="reading-form" id={form} onFocusIn={() => unfold(true)}>
          <ReadingBar {...{ report, state, actions }} />
          <OptionsForm
            classes={reading.classDim === undefined ? undefined : input.shape[reading.classDim]}
            {...{ reading, options, problems, actions }}
          />
        </div>
      )}
      <ReadingReasons {...{ report, from: decidedBy, actions }} />
      {found !== undefined && <ClassNamesNote {...{ found, options, actions }} />}
    </section>
  );
}
