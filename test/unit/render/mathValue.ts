import type { MathNode } from "../../../src/render/mathNode";

/** What a formula without symbols comes to, computed from its tree alone. */
export function mathValue(node: MathNode): number {
  const javascript = toJavaScript(node);
  if (!/^[-+*/().\d\sa-zA-Z]*$/.test(javascript)) throw new Error(`not a number: ${javascript}`);
  return new Function("log", "exp", "sigmoid", `return ${javascript}`)(
    Math.log,
    Math.exp,
    (x: number) => 1 / (1 + Math.exp(-x)),
  );
}

export function mathText(node: MathNode): string {
  return "text" in node ? node.text : node.children.map(mathText).join(" ");
}

const operators: { readonly [Sign: string]: string } = { "−": "-", "·": "*", "+": "+", "(": "(", ")": ")" };

function toJavaScript(node: MathNode): string {
  switch (node.tag) {
    case "mn":
      return `(${node.text.replaceAll("−", "-").replace("inf", "Infinity").replace("nan", "NaN")})`;
    case "mo": {
      const operator = operators[node.text];
      if (operator === undefined) throw new Error(`no operator: ${node.text}`);
      return ` ${operator} `;
    }
    case "mrow": {
      const [head, apply, argument] = node.children;
      if (apply?.tag === "mo" && apply.text === "\u2061") {
        const name = { log: "log", σ: "sigmoid" }[mathText(head)];
        return `${name}(${toJavaScript(argument)})`;
      }
      return node.children.map(toJavaScript).join("");
    }
    case "msup": {
      const [base, exponent] = node.children;
      if (mathText(base) !== "e") throw new Error("a power of something else than e");
      return `exp(${toJavaScript(exponent)})`;
    }
    case "mfrac":
      return `((${toJavaScript(node.children[0])}) / (${toJavaScript(node.children[1])}))`;
    default:
      throw new Error(`a symbol: ${mathText(node)}`);
  }
}
