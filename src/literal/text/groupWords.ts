// What words in and in front of brackets say of what the brackets hold.

export const operators = new Set([
  "in",
  "if",
  "else",
  "and",
  "or",
  "not",
  "is",
  "lambda",
  "new",
  "dtype",
  "None",
  "null",
]);
/** Julia's types: `zeros(Float32, 2, 3)`. */
export const typeName = /^(?:(?:Float|U?Int)(?:8|16|32|64)|Bool)$/;
/** Several values in parentheses. */
export const severalValues = /^\([^()[\]{}]*,/;
export const notCalled = /^(?:return|in|and|or|not|if|else|elif|while|yield|case|of|new|is)$/;
/** What may stand in front of a tuple, a blank between. */
export const beforeTuple =
  /^(?:elsif|until|assert|await|then|do|end|let|var|val|const|match|when|where|with|for|del|raise|throw|lambda|from|puts|echo|print)$/;
/** Calls that make numbers, not arrays: by themselves they are no array literal. */
export const scalarMakers = /^(?:len|sum|range|int|float|bool|enumerate|zip|[mM]ath\..*)$/;
