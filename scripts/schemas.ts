/** The JSON that the command line prints, as JSON Schema: docs/schemas/. The same schemas check what agents are answered. */
import * as z from "zod";
import { checkOutput, explainLossOutput } from "../src/mcp/schemas";

/** The file of each schema, and its text. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/schemas/check.schema.json", schemaText("What `loss-lens check --json` prints", checkOutput)],
    ["docs/schemas/ask.schema.json", schemaText("What `loss-lens ask --json` prints", explainLossOutput)],
  ]);
}

function schemaText(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema);
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}
