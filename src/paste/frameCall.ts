/** The call on arrays in a line of code, taken apart: `criterion(out, labels)`. */
export interface FrameCall {
  readonly callee: string;
  readonly args: readonly string[];
}

const losses = /loss|criterion|entropy|bce|nll|kl_div|crit|objective/i;

/** The call in a line that is likeliest the loss: by its name, else the first with two arguments. */
export function callIn(code: string): FrameCall | undefined {
  const calls: FrameCall[] = [];
  for (const { 1: callee, index, 0: head } of code
    .slice(0, 1000)
    .matchAll(/([A-Za-z_][\w.]*(?:\[[^\]]{1,40}\])?(?:\(\))?)\(/g)) {
    if (calls.length === 20) break;
    const args = argumentsFrom(code, index + head.length);
    if (args !== undefined) calls.push({ callee, args });
  }
  return (
    calls.find(({ callee, args }) => losses.test(callee) && args.length >= 1) ??
    calls.find(({ args }) => args.length >= 2)
  );
}

function argumentsFrom(code: string, start: number): readonly string[] | undefined {
  const args: string[] = [];
  let [depth, from] = [0, start];
  for (let p = start; p < code.length; p++) {
    const letter = code[p];
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) {
      if (depth === 0) {
        const last = code.slice(from, p).trim();
        return last === "" && args.length === 0 ? undefined : [...args, ...(last === "" ? [] : [last])];
      }
      depth--;
    } else if (letter === "," && depth === 0) {
      args.push(code.slice(from, p).trim());
      from = p + 1;
    }
  }
  return undefined;
}

/** The expressions that stand for the input and the targets, the target the argument of that index; undefined where they cannot be told. */
export function argumentNames(
  { args }: FrameCall,
  targetIndex: number | undefined,
): {
  readonly input: string | undefined;
  readonly target: string | undefined;
} {
  const named = (name: RegExp) => args.map((arg) => name.exec(arg)?.[1]).find((each) => each !== undefined);
  const plain = args.filter((arg) => !/^\w+\s*=(?!=)/.test(arg) && !arg.startsWith("*"));
  const short = (text: string | undefined) =>
    text !== undefined && text.length <= 40 && text !== "" ? text : undefined;
  return {
    input: short(named(/^(?:input1?|anchor)\s*=\s*(.+)$/s) ?? plain[0]),
    target: short(
      named(/^(?:target|labels)\s*=\s*(.+)$/s) ?? (targetIndex === undefined ? undefined : plain[targetIndex]),
    ),
  };
}
