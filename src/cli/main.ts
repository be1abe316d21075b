import { version } from "../../package.json";
import { run } from "./run";

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", () => process.exit(0));

const colours = process.stdout.isTTY === true && process.stdout.hasColors();
const { out, error, status } = run(process.argv.slice(2), version, colours);
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = status;
