import type { PasteAnswer } from "../paste/pasteAnswer";
import type { FixJson, Locate, NumberJson, PasteAnswerJson } from "./answerJson";
import { pasteFixes, pasteMessage } from "./pasteText";

/** What is said about a part of a paste, as JSON. */
export function pasteJson(answer: PasteAnswer, locate: Locate): PasteAnswerJson {
  const { about, place, cause, verdict, says } = answer;
  const at = place && locate({ unit: 0, ...place });
  const fixes = pasteFixes(answer).map((text): FixJson => ({ title: text, edits: [], value: null, verdict: "unsure" }));
  return {
    about,
    line: at?.line ?? null,
    verdict,
    cause: cause ?? null,
    message: pasteMessage(answer),
    value: lossOf(answer),
    fixes,
    ...(says.kind === "log" &&
      says.series !== undefined && {
        series: { name: says.series.name, values: says.series.points.map(({ value }) => numberJson(value)) },
      }),
  };
}

function lossOf({ says }: PasteAnswer): NumberJson | null {
  if (says.kind === "arrays")
    return says.report.reference.kind === "reference" ? numberJson(says.report.reference.mean) : null;
  if (says.kind !== "log") return null;
  const { facts } = says;
  switch (facts.kind) {
    case "meanOfMeans":
    case "weightedMean":
      return numberJson(facts.weighted);
    case "chance":
      return numberJson(Math.log(facts.classes));
    case "floor":
    case "sigmoidFloor":
      return numberJson(facts.floor);
    default:
      return null;
  }
}

function numberJson(value: number): NumberJson {
  if (Number.isNaN(value)) return "nan";
  if (Number.isFinite(value)) return value;
  return value > 0 ? "inf" : "-inf";
}
