import {
  CallToolRequestSchema,
  ErrorCode,
  InitializeRequestSchema,
  JSONRPCMessageSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type * as z from "zod";
import { inOneLine } from "./tools";

/** What a client that waits for an answer is told in place of one. */
export interface RefusedRequest {
  /** null where the message does not tell. */
  readonly id: string | number | null;
  readonly code: number;
  readonly message: string;
}

const requests: Readonly<Record<string, z.ZodType>> = {
  initialize: InitializeRequestSchema,
  ping: PingRequestSchema,
  "tools/list": ListToolsRequestSchema,
  "tools/call": CallToolRequestSchema,
};

/** Why a line of JSON is no message that can be answered, or no request as its method has them; undefined where it is. */
export function refusalOf(message: unknown): RefusedRequest | undefined {
  const read = JSONRPCMessageSchema.safeParse(message);
  if (!read.success) return refusalOfDamaged(message);
  if (!("method" in read.data) || !("id" in read.data) || !Object.hasOwn(requests, read.data.method)) return undefined;
  const request = requests[read.data.method].safeParse(message);
  return request.success
    ? undefined
    : { id: read.data.id, code: ErrorCode.InvalidParams, message: inOneLine(request.error) };
}

/** JSON-RPC has lists as params, too, and MCP has none: who asks with them waits for an answer, and a notification has none. */
function refusalOfDamaged(message: unknown): RefusedRequest | undefined {
  const isWhole = typeof message === "object" && message !== null && "params" in message;
  const asked = isWhole ? JSONRPCMessageSchema.safeParse({ ...message, params: undefined }) : undefined;
  if (asked?.success && "method" in asked.data) {
    if (!("id" in asked.data)) return undefined;
    const { id, method } = asked.data;
    return Object.hasOwn(requests, method)
      ? { id, code: ErrorCode.InvalidParams, message: "params are no object of MCP: names with their values." }
      : { id, code: ErrorCode.MethodNotFound, message: "Method not found" };
  }
  const why = Array.isArray(message)
    ? "one message a line, no batches"
    : 'jsonrpc is "2.0", id a text or a whole number';
  return { id: null, code: ErrorCode.InvalidRequest, message: `This is no message of JSON-RPC 2.0: ${why}.` };
}
