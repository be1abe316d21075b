/** Precedes every message of the tests' report, which comes out of the extension host mixed with the workbench's own log. */
export const reportMark = "│";
