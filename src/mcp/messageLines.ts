import { Transform } from "node:stream";
import { ErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { type RefusedRequest, refusalOf } from "./refusal";

/**
 * Passes on the lines of a client that are messages as the protocol has them, not longer than `largest` bytes. Any other is answered with an
 * error of JSON-RPC, and what follows it is read: who waits for an answer gets one.
 */
export function messageLines(largest: number, answer: (line: string) => void): Transform {
  let parts: Buffer[] = [];
  let held = 0;
  const refuse = ({ id, code, message }: RefusedRequest): void =>
    answer(`${JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } })}\n`);

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        hold(chunk.subarray(start, end));
        finish(this);
        start = end + 1;
      }
      hold(chunk.subarray(start));
      done();
    },
  });

  function hold(part: Buffer): void {
    held += part.length;
    if (held <= largest) parts.push(part);
    else parts = [];
  }

  function finish(output: Transform): void {
    // trim() takes a mark of byte order away, too.
    const [size, line] = [held, Buffer.concat(parts).toString("utf8").trim()];
    parts = [];
    held = 0;
    if (size > largest) {
      const message = `A message of ${size} bytes is too large: at most ${largest} are read.`;
      refuse({ id: null, code: ErrorCode.InvalidRequest, message });
    } else if (line !== "") {
      const refused = refusalOfLine(line);
      if (refused === undefined) output.push(`${line}\n`);
      else refuse(refused);
    }
  }
}

function refusalOfLine(line: string): RefusedRequest | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    const why = "This line is not JSON: one message a line; JSON has no NaN or Infinity.";
    return { id: null, code: ErrorCode.ParseError, message: why };
  }
  return refusalOf(message);
}
