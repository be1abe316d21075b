import type { Verdict } from "../diagnosis/answer";

/** Signs that tell the verdicts apart without colour; none where nothing is promised. */
export const answerSigns: Readonly<Record<Verdict, string>> = { right: "✓", wrong: "≠", raises: "✕", unsure: "" };
