import {
  everyTask,
  type InputKind,
  inputKinds,
  type RankedReading,
  type Reading,
  type ReadingChoice,
  type TargetKind,
  type Task,
  targetKinds,
} from "../../engine/reading";

/** What a person can choose from, given all readings that fit the pair. */
export interface Candidates {
  readonly inputKind: readonly InputKind[];
  readonly task: readonly Task[];
  readonly targetKind: readonly TargetKind[];
  /** Empty where every element stands for itself. */
  readonly classDim: readonly number[];
}

/** Target kinds are those of the current task, class dims those of the current task and target kind. */
export function candidates(readings: readonly RankedReading[], current: Reading): Candidates {
  const all = readings.map(({ reading }) => reading);
  const sameTask = all.filter(({ task }) => task === current.task);
  const sameTarget = sameTask.filter(({ targetKind }) => targetKind === current.targetKind);
  const dims = new Set(sameTarget.flatMap(({ classDim }) => (classDim === undefined ? [] : [classDim])));
  return {
    inputKind: inputKinds.filter((kind) => all.some(({ inputKind }) => inputKind === kind)),
    task: everyTask.filter((candidate) => all.some(({ task }) => task === candidate)),
    targetKind: targetKinds.filter((kind) => sameTask.some(({ targetKind }) => targetKind === kind)),
    classDim: [...dims].sort((a, b) => a - b),
  };
}

/** What one click decides; a temperature is typed. */
export type Decision = Omit<ReadingChoice, "temperature">;

/** The choice with one more decision in it; earlier decisions that no reading can have together with it are dropped. */
export function withDecision(
  readings: readonly RankedReading[],
  choice: ReadingChoice,
  decision: Decision,
): ReadingChoice {
  let kept = decision;
  for (const key of ["task", "targetKind", "classDim", "inputKind"] as const) {
    if (choice[key] === undefined || key in decision) continue;
    const more = { ...kept, [key]: choice[key] };
    if (readings.some(({ reading }) => agrees(reading, more))) kept = more;
  }
  // Any temperature goes with a reading that has one.
  return choice.temperature === undefined ? kept : { ...kept, temperature: choice.temperature };
}

function agrees(reading: Reading, choice: Decision): boolean {
  return Object.entries(choice).every(([key, value]) => reading[key as keyof Reading] === value);
}

export function sameReading(a: Reading, b: Reading): boolean {
  return a.inputKind === b.inputKind && a.task === b.task && a.targetKind === b.targetKind && a.classDim === b.classDim;
}

const LIKELY = 0.02;
const MOST_OTHERS = 3;

/** The other readings that are likely enough to be offered, likeliest first. */
export function otherReadings(readings: readonly RankedReading[], current: Reading): readonly RankedReading[] {
  return readings
    .filter(({ reading, confidence }) => confidence >= LIKELY && !sameReading(reading, current))
    .slice(0, MOST_OTHERS);
}

export function asChoice({ classDim, temperature, ...rest }: Reading): ReadingChoice {
  return { ...rest, ...(classDim !== undefined && { classDim }), ...(temperature !== undefined && { temperature }) };
}
