import "./withoutEval";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { version } from "../../package.json";
import { messageLines } from "./messageLines";
import { createServer } from "./server";

/** A message may hold all that a tool takes, with every character escaped. */
const LARGEST_MESSAGE = 16_000_000;

// Serves on the standard input and output until the input ends.
const server = createServer(version);
server.onerror = ({ message }) => {
  process.stderr.write(`loss-lens mcp: ${message.replaceAll(/\s+/g, " ").slice(0, 300)}\n`);
};
const lines = process.stdin.pipe(messageLines(LARGEST_MESSAGE, (line) => process.stdout.write(line)));
void server.connect(new StdioServerTransport(lines, process.stdout, { maxBufferSize: 2 * LARGEST_MESSAGE }));
