import { pastedLines } from "./lines";
import { logFacts } from "./logAnswer";
import { classesIn, isBinary, standing } from "./logAnswers";
import { lossNamed } from "./lossNamed";
import type { PasteAnswer } from "./pasteAnswer";
import { metricsIn, seriesOf } from "./series";

/**
 * What the number of a log at an offset stands for, taken by itself; undefined where it is none, means nothing, or may mean one thing as
 * well as another. `text` is the line, or the lines around it.
 */
export function numberAt(text: string, offset: number): PasteAnswer | undefined {
  const metrics = metricsIn(pastedLines(text));
  const at = metrics.find(({ place }) => place.start <= offset && offset <= place.end);
  if (at === undefined || at.kind !== "loss") return undefined;
  const beside = metrics.filter(({ line, kind }) => line === at.line && kind === "accuracy");
  const context = {
    metrics: [at],
    classes: classesIn(text),
    stuck: false,
    alone: false,
    binary: isBinary(text),
    loss: lossNamed(text),
    margin: undefined,
  };
  const facts = logFacts(seriesOf([at, ...beside]), context);
  if (facts === undefined || facts.kind === "plain" || facts.kind === "squares") return undefined;
  // One number of many is there by accident.
  if (facts.kind === "chanceAndAccuracy") return undefined;
  const [cause, verdict] = standing(facts);
  const says = { kind: "log", facts, series: undefined, beside: [], epochs: undefined } as const;
  return { about: "number", place: at.place, verdict, cause, says };
}
