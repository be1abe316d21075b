import { isRefusal } from "../engine/refusal";
import { classDimOf } from "./arrays";
import type { CallFacts, Form } from "./callFacts";
import type { Claim } from "./claim";
import { callValue } from "./evaluateForm";

/** What is worth knowing beside a call that is right. */
export function noteOf(facts: CallFacts): Claim | undefined {
  return smoothedByHand(facts);
}

/** One-hot rows smoothed as eps / (K − 1), in a file that says eps of torch, too. */
function smoothedByHand({ form, calls, definitions }: CallFacts): Claim | undefined {
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
