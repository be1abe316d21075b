import { Transform } from "node:stream";

/** JSON-RPC's own numbers for what cannot be answered because it cannot be read. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * Passes on the lines of a client that are JSON and not longer than `largest` bytes. Any other is answered with an error of JSON-RPC, and what
 * follows it is read: who waits for an answer gets one.
 */
export function messageLines(largest: number, answer: (line: string) => void): Transform {
  let parts: Buffer[] = [];
  let held = 0;
  const refuse = (code: number, message: string): void =>
    answer(`${JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message } })}\n`);

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
    const [size, line] = [held, Buffer.concat(parts).toString("utf8").trim()];
    parts = [];
    held = 0;
    if (size > largest)
      refuse(INVALID_REQUEST, `A message of ${size} bytes is too large: at most ${largest} are read.`);
    else if (isJson(line)) output.push(`${line}\n`);
    else if (line !== "")
      refuse(PARSE_ERROR, "This line is not JSON: one message a line; JSON has no NaN or Infinity.");
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
