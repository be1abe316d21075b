import { isRefusal } from "../engine/refusal";
import { lossByHand } from "../frameworks/byHand";
import { classDimOf } from "./arrays";
import type { CallFacts, Form } from "./callFacts";
import type { Claim } from "./claim";
import { callValue } from "./evaluateForm";

/** What is worth knowing beside a call that is right. */
export function noteOf(facts: CallFacts): Claim | undefined {
  return smoothedByHand(facts);
}

/** One-hot rows smoothed as eps / (K − 1), in a file that says eps of torch, too. */
function smoothedByHand(facts: CallFacts): Claim | undefined {
  const { calls, definitions } = facts;
  const form = facts.form ?? writtenOut(facts);
  const found = form && smoothingOf(form);
  if (form === undefined || found === undefined) return undefined;
  const isEps = (value: number) => Math.abs(value - found.eps) < 1e-6;
  const said =
    calls.some(({ options }) => {
      const value = options.get("label_smoothing")?.value;
      return value?.kind === "number" && isEps(value.value);
    }) ||
    definitions.some(({ name, value }) => /eps|smooth/i.test(name) && value.kind === "number" && isEps(value.value));
  const own = callValue(form);
  const torch = callValue({ ...form, target: found.target, options: { ...form.options, labelSmoothing: found.eps } });
  if (!said || isRefusal(own) || isRefusal(torch) || own.data.length !== 1 || torch.data.length !== 1) return undefined;
  return { cause: "smoothing-differs", facts: { how: "spread", written: own.data[0], torch: torch.data[0] } };
}

/** `-(soft * F.log_softmax(x, 1)).sum(1).mean()`, as torch's loss. */
function writtenOut({ call: { foreign, framework, loss } }: CallFacts): Form | undefined {
  if (framework !== "torch" || lossByHand(loss) === undefined || foreign === undefined) return undefined;
  const { options, prediction, truth } = foreign;
  if (options.get("logged") !== true || options.get("over") !== "samples") return undefined;
  const form: Form = { loss: "CrossEntropyLoss", input: prediction, target: truth, options: {} };
  const own = callValue(form);
  const value = options.get("value");
  const isMean =
    !isRefusal(own) && typeof value === "number" && Math.abs(own.data[0] - value) <= 1e-5 * Math.abs(value);
  return isMean ? form : undefined;
}

/** Rows of one large value and others that are all alike, which sum to 1; undefined where torch's own smoothing gives them. */
function smoothingOf({ loss, input, target, options }: Form) {
  const { data, shape } = target;
  if (loss !== "CrossEntropyLoss" || shape.length !== 2 || shape.join() !== input.shape.join()) return undefined;
  const classes = shape[classDimOf(2)];
  if (classes < 3 || data.length === 0 || options.labelSmoothing) return undefined;
  const most = data.subarray(0, classes).reduce((a, b) => Math.max(a, b));
  const [eps, rest] = [1 - most, (1 - most) / (classes - 1)];
  if (eps < 1e-6 || eps > 0.5) return undefined;
  const labels = new Float64Array(shape[0]);
  for (let i = 0; i < data.length; i++) {
    const isTrue = Math.abs(data[i] - most) < 1e-6;
    if (!isTrue && Math.abs(data[i] - rest) > 1e-6) return undefined;
    if (isTrue) labels[Math.floor(i / classes)] = i % classes;
  }
  return { eps, target: { data: labels, shape: [shape[0]], dtype: "int64" as const } };
}
