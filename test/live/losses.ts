import { ask, fetchRows } from "../../src/live/askProgram";
import type { Probe } from "../../src/live/pythonProbe";
import type { RealKernel } from "./kernel";

type Check = (name: string, expected: unknown, found: unknown) => void;

const program = (reduction: string) =>
  `import torch\nfrom torch.nn import functional as F\n\nloss = F.cross_entropy(scores, labels, reduction="${reduction}")\n`;

/** Losses that are computed in the kernel are those that torch gives there; by dask those of the whole. */
export async function lossChecks(kernel: RealKernel, check: Check): Promise<void> {
  await kernel.run(
    [
      "import numpy as np, torch",
      "from torch.nn import functional as F",
      "x_np = np.random.default_rng(0).normal(size=(1000, 7)).astype('float32')",
      "y_np = np.random.default_rng(1).integers(0, 7, 1000); y_np[::9] = -100",
      "x_t, y_t = torch.from_numpy(x_np), torch.from_numpy(y_np)",
      "y_u8 = np.maximum(y_np, 0).astype('uint8')",
    ].join("\n"),
  );
  const whole = Number(await kernel.run("print(F.cross_entropy(x_t, y_t).item())"));
  const sum = Number(await kernel.run("print(F.cross_entropy(x_t.double(), y_t, reduction='sum').item())"));
  const narrow = Number(await kernel.run("print(F.cross_entropy(x_t, torch.from_numpy(y_u8).long()).item())"));
  const want: Extract<Probe, { readonly want: "loss" }> = {
    ...{ want: "loss" as const, input: "scores", target: "labels", inputType: "float32", targetType: "int64" },
    ...{ reduction: "mean" as const, ignoreIndex: -100, program: program("mean"), unreduced: program("none") },
  };
  for (const [pair, expected] of [
    ["(x_t, y_t)", whole],
    ["(x_np, y_np)", whole],
    ["(x_np, y_u8)", narrow],
  ] as const) {
    const answer = await ask(kernel, pair, want, "loss");
    check(`loss of ${pair}`, expected, answer.kind === "loss" ? answer.loss.value : answer.problem);
  }
  const raised = await ask(kernel, "(x_t, y_t[:5])", want, "loss");
  check("a loss that raises", "raised", raised.kind === "problem" ? raised.problem.kind : raised);
  const firstRows = await kernel.run("print(*x_np[:2].reshape(-1).tolist())");
  const rowsOf = async (name: string) => {
    const rows = await fetchRows(kernel, name, 2);
    const found = rows.kind === "tensor" ? [...rows.tensor.data, rows.tensor.dtype] : rows.problem;
    check(`${name}: first rows`, [...firstRows.trim().split(" ").map(Number), "float32"], found);
  };
  const near = (name: string, expected: number, found: number | undefined) =>
    check(name, true, found !== undefined && Math.abs(expected - found) <= 1e-6 * Math.abs(expected));
  if (
    (await kernel.run(
      "import dask.array as da\nx_d = da.from_array(x_np, chunks=(130, 3)); y_d = da.from_array(y_np, chunks=300)",
    )) === ""
  ) {
    const answer = await ask(kernel, "(x_d, y_d)", want, "loss");
    near("dask, mean", whole, answer.kind === "loss" ? answer.loss.value : undefined);
    check("dask", "dask", answer.kind === "loss" ? answer.loss.by : answer.problem);
    const summed = await ask(kernel, "(x_d, y_np)", { ...want, inputType: "float64", reduction: "sum" }, "loss");
    near("dask, sum", sum, summed.kind === "loss" ? summed.loss.value : undefined);
    const described = await ask(kernel, "x_d", { want: "describe" }, "array");
    check(
      "a dask array",
      [[1000, 7], "float32", "dask"],
      described.kind === "array"
        ? [described.array.shape, described.array.type, described.array.lazy]
        : described.problem,
    );
    await rowsOf("x_d");
  } else console.log("dask is not installed: its part is left out.");
  await kernel.run(
    [
      "import os, torch.distributed as dist",
      "os.environ.update(MASTER_ADDR='127.0.0.1', MASTER_PORT='0', RANK='0', WORLD_SIZE='1')",
      "import tempfile",
      "dist.init_process_group('gloo', init_method='file://' + tempfile.mktemp(), rank=0, world_size=1)",
      "from torch.distributed.tensor import DTensor, Shard, distribute_tensor",
      "from torch.distributed.device_mesh import init_device_mesh",
      "mesh = init_device_mesh('cpu', (1,))",
      "x_s, y_s = distribute_tensor(x_t, mesh, [Shard(0)]), distribute_tensor(y_t, mesh, [Shard(0)])",
    ].join("\n"),
  );
  const spread = await ask(kernel, "x_s", { want: "describe" }, "array");
  check(
    "a DTensor",
    [[1000, 7], "float32", "dtensor"],
    spread.kind === "array" ? [spread.array.shape, spread.array.type, spread.array.lazy] : spread.problem,
  );
  await rowsOf("x_s");
  const sharded = await ask(kernel, "(x_s, y_s)", want, "loss");
  near("DTensor", whole, sharded.kind === "loss" ? sharded.loss.value : undefined);
  check("by DTensor", "dtensor", sharded.kind === "loss" ? sharded.loss.by : sharded.problem);
  await kernel.run("dist.destroy_process_group()");
}
