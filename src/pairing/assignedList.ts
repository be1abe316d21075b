/**
 * The first place inside the list that the name at a place of a line is given there, `scores = [0.1, 0.2`: of a list without an end nothing
 * else knows. Undefined where no such name stands there.
 */
export function assignedList(line: string, at: number): number | undefined {
  let [start, end] = [at, at];
  while (isOfName(line[start - 1])) start--;
  while (isOfName(line[end])) end++;
  while (start < end && isDigit(line[start])) start++;
  if (start > at || start === end) return undefined;
  const equals = unspaced(line, end);
  const value = line[equals] === "=" ? unspaced(line, equals + 1) : line.length;
  return line[value] === "[" ? value + 1 : undefined;
}

function isOfName(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

/** The first place from `at` on without white space. */
function unspaced(line: string, at: number): number {
  return line.length - line.slice(at).trimStart().length;
}
