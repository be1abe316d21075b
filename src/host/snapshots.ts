import type { CallTab, CodeUse, Snapshot } from "../protocol";
import { answerValue, tokensText } from "../render/answerNumbers";
import { answerSentence } from "../render/answerText";
import { callName } from "../render/callName";
import { fixTitle, fixValue } from "../render/fixText";
import { classListsAround } from "./classLists";
import type { OpenPair, PlacedAnswer } from "./evaluator";
import { keptPlace, restoredPlace } from "./keptSource";
import { mayRunPython } from "./mayRunPython";
import { linkTo } from "./placeLinks";
import { panelSettings } from "./settings";
import { originOf } from "./targetLabel";
import { lineLabel, placeLabel } from "./textUnits";

/** What the panel is sent of a pair. */
export function snapshotOf(pair: OpenPair, id: number, asked: number, extension: string): Snapshot {
  const { input, target, reason, request, optionsFrom, answers } = pair;
  const at = pair.at ?? input.place;
  const link = at && linkTo(at, extension);
  const targetOrigin = target && originOf(target, reason);
  return {
    id,
    request,
    inputPlace: keptPlace(input),
    targetPlace: target && keptPlace(target),
    ...(link !== undefined && { link }),
    ...(targetOrigin !== undefined && { targetOrigin }),
    ...((reason === "selection" || reason === "chosen") && answers.length === 0 && { canSwap: true }),
    ...(optionsFrom !== undefined && { optionsFrom }),
    codeUses: answers.map(codeUse),
    callTabs: callTabs(answers),
    asked,
    classLists: classListsAround(input),
    settings: panelSettings(),
    runsPython: mayRunPython(),
  };
}

function codeUse({ answer, place, written }: PlacedAnswer): CodeUse {
  const { tokens } = answer;
  return {
    place: place === undefined ? "" : placeLabel(place),
    verdict: answer.verdict,
    call: callName(answer),
    value: answerValue(answer),
    ...(answer.value?.data.length === 1 && { loss: answer.value.data[0] }),
    message: [answerSentence(answer), tokens === undefined ? "" : tokensText(tokens)].filter(Boolean).join(" "),
    fixes: answer.fixes.map((fix) => ({ title: fixTitle(fix.title), value: fixValue(fix, answer) })),
    ...(written !== undefined && { written }),
  };
}

function callTabs(answers: readonly PlacedAnswer[]): readonly CallTab[] {
  if (answers.length < 2) return [];
  const files = new Set(answers.map(({ place }) => place?.document.uri.path));
  return answers
    .map(({ answer, place }, use) => ({ use, at: answer.place, place }))
    .sort((a, b) => a.at.unit - b.at.unit || a.at.start - b.at.start)
    .map(({ use, place }) => ({
      use,
      label: place === undefined ? "" : files.size === 1 ? lineLabel(place) : placeLabel(place),
    }));
}

/** The arrays of a snapshot that the panel kept over a reload of the window: back in its documents where these still hold its texts. */
export async function restoreSources({ request, inputPlace, targetPlace }: Snapshot) {
  const input = await restoredPlace(request.input, inputPlace);
  const target = request.target && targetPlace && (await restoredPlace(request.target, targetPlace));
  return { input, target };
}
