import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  type Tool as ListedTool,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { withNumberWords } from "../render/evaluationJson";
import { type Tool, tools } from "./tools";

/** The tools for whoever connects. What goes wrong with a call is the call's answer: the server goes on. */
export function createServer(version: string): Server {
  const server = new Server({ name: "loss-lens", title: "Loss Lens", version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(listed) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined)
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name.slice(0, 100)}`);
    return called(tool, params.arguments ?? {});
  });
  return server;
}

function listed({ name, title, description, input, output }: Tool): ListedTool {
  return {
    ...{ name, title, description },
    inputSchema: objectSchema(input, "input"),
    outputSchema: objectSchema(output, "output"),
    annotations: { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  };
}

function objectSchema(schema: z.ZodType, io: "input" | "output"): ListedTool["inputSchema"] {
  const { properties, ...rest } = z.toJSONSchema(schema, { io });
  return { ...rest, properties: properties as Record<string, object>, type: "object" };
}

function called(tool: Tool, given: unknown): CallToolResult {
  const answer = tool.call(given);
  if (answer.kind === "problem") return { isError: true, content: [{ type: "text", text: answer.message }] };
  const structuredContent = JSON.parse(JSON.stringify(answer.data, withNumberWords)) as Record<string, unknown>;
  return { structuredContent, content: [{ type: "text", text: answer.text }] };
}
