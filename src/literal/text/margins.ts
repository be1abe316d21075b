/** Marks that people's tools put in front of values: they are replaced by blanks, so that every offset stays. */

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, " ");
}

const label =
  /^\s*(?:\(\d+\)(?=\s*\[)|(?:In|Out)\s?\[\s*\d*\s*\]:|Parameter containing:|Parameter containing\b|array\s*=\s*(?=array)|ans\s*=\s*(?=\[))/;
/** Lua's `#{…}` is a length. */
const commented = /^[ \t]*(?:#(?!\{)|\/\/|%!?|--|;|\/?\*+)(?!\/)[ \t]?/;

/** Blanks `>>> ` and `... ` prompts, `Out[3]:` labels, and the comment signs of a text that is all comment. */
export function blankMargins(text: string): string {
  let result = text;
  const head = text.slice(0, 200);
  if (/^\s*>>> ?/.test(head)) result = result.replace(/^[ \t]*(?:>>>|\.\.\.)(?= |$)/gm, blank);
  else if (commented.test(head.replace(/^\s+/, ""))) result = uncomment(result);
  result = uncommentRest(result);
  const start = result.slice(0, 200);
  const labelled = label.exec(start);
  if (labelled) result = blank(labelled[0]) + result.slice(labelled[0].length);
  return result;
}

/** Behind the prompt of a doctest's second line stands a bracket that closes, or what is aligned with the first: `...` alone leaves out. */
const restSign = /^[ \t]*((?:(?:#|\/\/)[ \t]+)?\.\.\.(?=[ \t]{2,}[^\s,]|[ \t]+[\])}])|#'|#|\/\/|%!?|--|\*)[ \t]/;

/**
 * Blanks the comment signs in front of all lines but the first, where a bracket of the first is still open: as code such a text would never
 * close it. A `*` is a sign only behind a comma or a bracket: elsewhere it multiplies.
 */
function uncommentRest(text: string): string {
  const sign = restSign.exec(text.slice(text.indexOf("\n") + 1))?.[1];
  if (sign === undefined) return text;
  const [first, second = "", ...others] = text.split("\n", 10_000);
  if ((first.match(/[[({]/g)?.length ?? 0) <= (first.match(/[\])}]/g)?.length ?? 0)) return text;
  const rest = [second, ...others];
  if (sign.endsWith("...") && !rest.some((line) => /[-+.\d[(]/.test(line.slice(line.indexOf(sign) + sign.length))))
    return text;
  const isMarked = rest.every((line, i) => {
    const before = i === 0 ? first : rest[i - 1];
    return restSign.exec(line)?.[1] === sign && (sign !== "*" || /[,[({]\s*$/.test(before) || /^\W*$/.test(line));
  });
  if (!isMarked || text.length !== [first, ...rest].join("\n").length) return text;
  return [first, ...rest.map((line) => line.replace(restSign, blank))].join("\n");
}

function uncomment(text: string): string {
  const sign = /^\s*(#|\/\/|%|--|;|\/?\*)/.exec(text)?.[1];
  if (!sign) return text;
  const lines = text.split("\n");
  if (!lines.every((line) => line.trim() === "" || line.trimStart().startsWith(sign))) return text;
  return lines.map((line) => line.replace(commented, blank)).join("\n");
}
