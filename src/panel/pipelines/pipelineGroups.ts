import type { Refusal } from "../../engine/refusal";
import type { PipelineResult, Raised, Ran } from "../../engine/verdict";
import { pipelineRemark } from "../../render/pipelineRemark";
import { mistakeText, type VerdictGroup } from "../../render/verdictText";

export interface RanRow {
  readonly result: Ran;
  /** What the pipeline does here; for those that match, what sets it apart from its equals. */
  readonly remark: string;
  /** True where the row above has the same value, for one and the same reason. */
  readonly again: boolean;
}

export interface RanGroup {
  readonly kind: Exclude<VerdictGroup, "raises">;
  readonly rows: readonly RanRow[];
}

/** Pipelines to which torch says the very same. */
export interface RefusalGroup {
  readonly refusal: Refusal;
  readonly results: readonly Raised[];
}

const order = ["matches", "coincides", "differs", "unjudged"] as const;

/** The pipelines that run, by verdict, equal ones next to each other; groups without any are left out. */
export function ranGroups(results: readonly PipelineResult[]): readonly RanGroup[] {
  const ran = results.filter((result) => result.kind === "ran");
  return order
    .map((kind) => ({ kind, rows: rowsOf(ran.filter(({ verdict }) => (verdict?.kind ?? "unjudged") === kind)) }))
    .filter(({ rows }) => rows.length > 0);
}

function rowsOf(results: readonly Ran[]): readonly RanRow[] {
  const families: RanRow[][] = [];
  for (const result of results) {
    const remark = remarkOn(result);
    const family = families.find(([first]) => sameReason(first, remark) && sameDigits(first.result, result));
    if (family === undefined) families.push([{ result, remark, again: false }]);
    else family.push({ result, remark, again: true });
  }
  return families.flat();
}

/** Pipelines that match are equal in general, whatever is remarked on each. */
function sameReason(first: RanRow, remark: string): boolean {
  return first.result.verdict?.kind === "matches" || first.remark === remark;
}

function remarkOn({ pipeline, verdict }: Ran): string {
  return verdict === undefined || verdict.kind === "matches" ? pipelineRemark(pipeline) : mistakeText(verdict.mistake);
}

/** Equal to what is shown: the last bits depend on the order of the sums. */
function sameDigits({ value: a }: Ran, { value: b }: Ran): boolean {
  return (
    a.data.length === b.data.length &&
    a.data.every((value, index) => {
      const other = b.data[index];
      return Object.is(value, other) || Math.abs(value - other) <= 1e-11 * Math.max(1, Math.abs(other));
    })
  );
}

export function refusalGroups(results: readonly PipelineResult[]): readonly RefusalGroup[] {
  const groups = new Map<string, Raised[]>();
  for (const result of results) {
    if (result.kind !== "raised") continue;
    const key = `${result.refusal.exception}: ${result.refusal.message}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((raised) => ({ refusal: raised[0].refusal, results: raised }));
}
