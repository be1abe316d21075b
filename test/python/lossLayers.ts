/**
 * Generates little programs that call layers, has the real torch run them and the interpreter read them, and compares shapes and dtypes:
 * the same, or not known; never different.
 *
 *   npx tsx test/python/lossLayers.ts [count] [seed]
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { interpret } from "../../src/python/interpret/interpret";
import { compare, type Recorded } from "./compare";
import { Random } from "./lossRandom";

const preamble = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n";

function layer(random: Random): readonly [layer: string, shape: readonly number[]] {
  const [n, c, k] = [1 + random.int(3), 2 * (1 + random.int(3)), 1 + random.int(3)];
  const space = (dims: number): number[] => Array.from({ length: dims }, () => 1 + random.int(9));
  const dims = 1 + random.int(3);
  const batched = random.chance(0.8) ? [n] : [];
  const window = options(random, dims);
  switch (random.int(16)) {
    case 0:
      return [
        `nn.Linear(${c}, ${k})`,
        [...batched, ...(random.chance(0.3) ? [2] : []), random.chance(0.9) ? c : c + 1],
      ];
    case 1:
      return [
        `nn.Conv${dims}d(${c}, ${k}, ${window("kernel stride padding dilation")})`,
        [...batched, c, ...space(dims)],
      ];
    case 2:
      return [
        `nn.ConvTranspose${dims}d(${c}, ${k}, ${window("kernel stride padding output dilation")})`,
        [...batched, c, ...space(dims)],
      ];
    case 3:
      return [`nn.MaxPool${dims}d(${window("kernel stride padding dilation ceil")})`, [...batched, c, ...space(dims)]];
    case 4:
      return [`nn.AvgPool${dims}d(${window("kernel stride padding ceil")})`, [...batched, c, ...space(dims)]];
    case 5:
      return [`nn.Adaptive${random.pick(["Avg", "Max"])}Pool${dims}d(${k})`, [...batched, c, ...space(dims)]];
    case 6:
      return [`nn.BatchNorm${dims}d(${c})`, [n, c, ...space(dims === 1 ? random.int(2) : dims)]];
    case 7:
      return [`nn.LayerNorm(${random.chance(0.5) ? c : `[${k}, ${c}]`})`, [...batched, k, c]];
    case 8:
      return [`nn.GroupNorm(2, ${c})`, [n, c, ...space(dims)]];
    case 9:
      return [
        random.chance(0.3)
          ? `nn.ConstantPad${dims}d(${random.int(3)}, 0.5)`
          : `nn.${random.pick(["Zero", "Reflection", "Replication"])}Pad${dims}d(${random.int(3)})`,
        [...batched, c, ...space(dims)],
      ];
    case 10:
      return [`nn.Upsample(scale_factor=${random.pick(["2", "3", "1.5"])})`, [n, c, ...space(dims)]];
    case 11:
      return [
        `nn.${random.pick(["GLU(dim=1)", "GLU()", "Softmax(dim=1)", "Softmax2d()", "LogSoftmax(dim=-1)", "PReLU()", "ReLU()", "Hardshrink()"])}`,
        [n, c, ...space(random.int(3))],
      ];
    case 12:
      return [`nn.Flatten(${random.pick(["", "0", "1, 2", "start_dim=2"])})`, [n, c, ...space(random.int(3))]];
    case 13:
      return [
        `(lambda m: lambda x: m(x)[0])(nn.${random.pick(["LSTM", "GRU", "RNN"])}(${c}, ${k}, num_layers=${1 + random.int(2)}, bidirectional=${random.pick(["True", "False"])}, batch_first=${random.pick(["True", "False"])}))`,
        [...batched, 3, c],
      ];
    case 14:
      return [`nn.PixelShuffle(${random.pick(["1", "2"])})`, [...batched, 2 * c, ...space(2)]];
    default: {
      const hidden = 1 + random.int(4);
      return [
        `nn.Sequential(nn.Linear(${c}, ${hidden}), nn.${random.pick(["ReLU", "Tanh", "GELU"])}(), nn.Dropout(0.1), nn.Linear(${random.chance(0.9) ? hidden : 7}, ${k}))`,
        [n, c],
      ];
    }
  }
}

function options(random: Random, dims: number): (names: string) => string {
  const kernel = 1 + random.int(3);
  const written: Readonly<Record<string, () => string>> = {
    kernel: () =>
      random.chance(0.7) || dims === 1
        ? String(kernel)
        : `(${Array.from({ length: dims }, () => 1 + random.int(3)).join(", ")})`,
    stride: () => `stride=${1 + random.int(3)}`,
    padding: () => `padding=${random.int(2)}`,
    dilation: () => `dilation=${1 + random.int(2)}`,
    output: () => `output_padding=${random.int(2)}`,
    ceil: () => `ceil_mode=${random.pick(["True", "False"])}`,
  };
  return (names) =>
    names
      .split(" ")
      .filter((name) => name === "kernel" || random.chance(0.5))
      .map((name) => written[name]())
      .join(", ");
}

function program(random: Random): string {
  const [code, shape] = layer(random);
  const dtype = random.chance(0.9) ? "" : random.pick([", dtype=torch.float64", ", dtype=torch.float16"]);
  const cast = random.chance(0.05) ? ".double()" : "";
  const module = code.startsWith("(") ? code : `${code}${cast}`;
  return `${preamble}m = ${module}\nloss = m(torch.randn([${shape.join(", ")}]${dtype}))\n`;
}

function main(): void {
  const isVerbose = process.argv.includes("--unknown");
  const [count = 3000, seed = 1] = process.argv
    .slice(2)
    .filter((word) => !word.startsWith("--"))
    .map(Number);
  const random = new Random(seed);
  const texts = Array.from({ length: count }, () => program(random));
  const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join("");
  const script = join(import.meta.dirname, "losses_judge.py");
  const { stdout, stderr, status } = spawnSync(process.env.PYTHON ?? "python3", [script], {
    input,
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const truths = stdout
    .trim()
    .split("\n")
    .map(
      (line) => JSON.parse(line) as { readonly value?: Recorded; readonly exception?: { readonly message: string } },
    );
  const counts = { known: 0, open: 0, missedRaise: 0, failed: 0 };
  texts.forEach((text, i) => {
    const { value: truth, exception } = truths[i];
    const definition = interpret([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).definitions.at(
      -1,
    );
    const value = definition?.value;
    const hasShape = value?.kind === "tensor" || (value?.kind === "unknown" && value.facts.shape !== undefined);
    if (truth === undefined) {
      if (hasShape) {
        counts.missedRaise++;
        if (counts.missedRaise <= 8) console.log(`raises ${exception?.message}\n${text.slice(preamble.length)}`);
      } else counts.open++;
      return;
    }
    const outcome = value && compare(value, truth);
    if (typeof outcome === "object") {
      counts.failed++;
      if (counts.failed <= 20) console.log(`${text.slice(preamble.length)}${outcome.wrong}\n`);
    } else if (hasShape) counts.known++;
    else {
      counts.open++;
      if (isVerbose) console.log(`open: ${text.slice(preamble.length)}`);
    }
  });
  console.log(
    `layers: ${counts.known} shapes known, ${counts.open} not known, ${counts.missedRaise} of calls that raise`,
  );
  console.log(`${count - counts.failed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

main();
