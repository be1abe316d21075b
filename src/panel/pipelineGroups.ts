import type { Refusal } from "../engine/refusal";
import type { PipelineResult, Raised, Ran } from "../engine/verdict";
import type { VerdictGroup } from "../render/verdictText";

export interface RanGroup {
  readonly kind: Exclude<VerdictGroup, "raises">;
  readonly results: readonly Ran[];
}

/** Pipelines to which torch says the very same. */
export interface RefusalGroup {
  readonly refusal: Refusal;
  readonly results: readonly Raised[];
}

const order = ["matches", "coincides", "differs", "unjudged"] as const;

/** The pipelines that run, by verdict; groups without any are left out. */
export function ranGroups(results: readonly PipelineResult[]): readonly RanGroup[] {
  const ran = results.filter((result) => result.kind === "ran");
  return order
    .map((kind) => ({ kind, results: ran.filter(({ verdict }) => (verdict?.kind ?? "unjudged") === kind) }))
    .filter((group) => group.results.length > 0);
}

export function refusalGroups(results: readonly PipelineResult[]): readonly RefusalGroup[] {
  const groups = new Map<string, Raised[]>();
  for (const result of results) {
    if (result.kind !== "raised") continue;
    const { exception, message } = result.refusal;
    const key = `${exception}: ${message}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((raised) => ({ refusal: raised[0].refusal, results: raised }));
}
