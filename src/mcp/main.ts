import "./withoutEval";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createServer } from "./server";

/** A message may hold all that a tool takes, with every character escaped. */
const LARGEST_MESSAGE = 16_000_000;

/** Serves on the standard input and output until the input ends. */
export async function serve(version: string): Promise<void> {
  const server = createServer(version);
  server.onerror = ({ message }) => {
    const [line] = message.replaceAll(/\s+/g, " ").match(/^.{1,300}/u) ?? [""];
    process.stderr.write(`loss-lens mcp: ${line}\n`);
  };
  await server.connect(new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: LARGEST_MESSAGE }));
}
