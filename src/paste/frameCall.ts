/** The call on arrays in a line of code, taken apart: `criterion(out, labels)`. */
export interface FrameCall {
  readonly callee: string;
  readonly args: readonly string[];
}

const losses = /loss|criterion|entropy|bce|nll|kl_div|crit|objective/i;

/** Whether what is called so is likely a loss. */
export function namesALoss(callee: string): boolean {
  return losses.test(callee);
}

/** The call in a line that is likeliest the loss: by its name, else the first with two arguments. */
export function callIn(code: string): FrameCall | undefined {
  const calls: (FrameCall & { readonly head: string })[] = [];
  for (const { 1: callee, index, 0: head } of code
    .slice(0, 1000)
    .matchAll(/([A-Za-z_][\w.]*(?:\[[^\]]{1,40}\])?(?:\(\))?)\(/g)) {
    if (calls.length === 20) break;
    const own = argumentsFrom(code, index + head.length);
    // Of `nn.Linear(3, 2)(x)` the array is what the second pair of brackets holds.
    const made = own !== undefined && code[own.end] === "(" ? argumentsFrom(code, own.end + 1) : undefined;
    if (made !== undefined && own !== undefined && made.args.length > 0)
      calls.push({ head: callee, callee: code.slice(index, own.end), args: made.args });
    else if (own !== undefined && own.args.length > 0) calls.push({ head: callee, callee, args: own.args });
  }
  return (
    calls.find(({ head }) => losses.test(head)) ??
    calls.find(({ args }) => args.length >= 2) ??
    calls.find(({ head, callee }) => head !== callee)
  );
}

/** The arguments up to the bracket that closes the one before `start`, and where that ends. */
function argumentsFrom(
  code: string,
  start: number,
): { readonly args: readonly string[]; readonly end: number } | undefined {
  const args: string[] = [];
  let [depth, from] = [0, start];
  for (let p = start; p < code.length; p++) {
    const letter = code[p];
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) {
      if (depth === 0) {
        const last = code.slice(from, p).trim();
        return { args: last === "" ? args : [...args, last], end: p + 1 };
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
