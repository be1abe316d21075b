import { h, type VNode } from "preact";
import type { Formula } from "../../render/formula";
import type { MathNode } from "../../render/mathNode";

/** A formula as MathML, one step a line, and what is to be said of it below. */
export function MathView({ formula, label }: { readonly formula: Formula; readonly label: string }) {
  const { left, steps, notes } = formula;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="formula" aria-label={label} tabIndex={0}>
        <math display="block">
          <mtable>
            {steps.map((step, index) => (
              // A formula's lines have no name of their own but their place.
              <mtr key={`${index}`}>
                <mtd>{index === 0 && element(left)}</mtd>
                <mtd>
                  <mo>=</mo>
                </mtd>
                <mtd>{element(step)}</mtd>
              </mtr>
            ))}
          </mtable>
        </math>
      </section>
      {notes.length > 0 && <p class="formula-notes">{notes.join(" ")}</p>}
    </>
  );
}

function element(node: MathNode): VNode {
  if ("text" in node) return h(node.tag, node.text === "log" ? { class: "function" } : {}, node.text);
  return h(node.tag, null, ...node.children.map(element));
}
