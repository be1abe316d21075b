import { version } from "../../package.json";
import { progress } from "./progress";
import { run } from "./run";

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", () => process.exit(0));

if (process.argv[2] === "mcp") {
  // A bundle of its own: the other commands start without it.
  void import("../mcp/main");
} else {
  printed();
}

function printed(): void {
  const colours = process.stdout.isTTY === true && process.stdout.hasColors();
  const shown = progress(process.stderr);
  const { out, error, status } = run(process.argv.slice(2), version, colours, shown.tell);
  shown.end();
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = status;
}
