import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { parts } from "./install";

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What axe-core finds wrong with a page or frame, or a part of it, a line a rule and place; it looks at the size of targets too. */
export async function accessibilityProblems(place: Page | Frame, part = "html"): Promise<readonly string[]> {
  if (!(await place.evaluate("typeof axe === 'object'"))) {
    await place.evaluate(readFileSync(join(parts.modules, "axe-core/axe.min.js"), "utf8"));
  }
  const violations: readonly Violation[] = await place.evaluate(
    `axe.run(${JSON.stringify(part)}, { preload: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.replaceAll(/\s+/g, " ")}`),
  );
}
