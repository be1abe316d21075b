import { spss } from "../languages/spss";
import type { Literal } from "../literal";
import { CellReader } from "../text/cells";
import { isBlank, lines, tokens } from "../text/lines";
import { severalArrays, withWarning } from "./chosen";
import type { PrintedForm } from "./printedForm";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

/** What SPSS prints of matrices: `Run MATRIX procedure:`, the name, a factor such as `10 ** -1   X`, rows, a foot. */
const head = /^\s{0,400}Run MATRIX procedure:/;
const factor = /^\s*10 \*\* {1,4}(-?\d{1,3}) {1,8}X\s*$/;
const foot = /^\s*-{2,} ?END MATRIX ?-{2,}\s*$/;
const row = /^\s*[-+.\d]/;

export const spssPrinted: PrintedForm = {
  matches: (text) => head.test(text),
  read: (text): Literal => {
    const cells = new CellReader(text, spss);
    let name: string | undefined;
    let scale: number | undefined;
    let [height, width, start, end] = [0, 0, 0, 0];
    let isOver = false;
    let others = false;
    for (const line of lines(text)) {
      const written = text.slice(line.start, Math.min(line.end, line.start + 200));
      if (isBlank(text, line) || head.test(written) || foot.test(written)) {
        isOver = height > 0;
        continue;
      }
      const power = factor.exec(written);
      if (isOver) others = true;
      else if (power) scale = Number(`1e${power[1]}`);
      else if (!row.test(written)) name = written.trim();
      else {
        const words = tokens(text, line);
        if (height > 0 && words.length !== width) throw raggedLine(line, words.length, width);
        if (height === 0) start = words[0].start;
        for (const word of words) cells.cell(word);
        height++;
        width = words.length;
        end = words[words.length - 1].end;
      }
    }
    const literal = tableLiteral({
      elements: cells.elements,
      shape: [height, width],
      span: { offset: start, length: end - start },
      name,
      scale,
      wideFloats: true,
      diagnostics: cells.warnings,
    });
    return others ? withWarning(literal, severalArrays()) : literal;
  },
};
