import { Kind } from "./kind";

/** The kind of the operator or delimiter, no bracket, at `p`. */
export function operatorKind(text: string, p: number, c: number): Kind {
  const next = text.charCodeAt(p + 1);
  const isEqual = next === 61;
  switch (c) {
    case 44:
      return Kind.Comma;
    case 46:
      return next === 46 && text.charCodeAt(p + 2) === 46 ? Kind.Ellipsis : Kind.Dot;
    case 61:
      return isEqual ? Kind.EqualEqual : Kind.Equal;
    case 58:
      return isEqual ? Kind.ColonEqual : Kind.Colon;
    case 59:
      return Kind.Semicolon;
    case 43:
      return isEqual ? Kind.PlusEqual : Kind.Plus;
    case 45:
      return isEqual ? Kind.MinusEqual : next === 62 ? Kind.Arrow : Kind.Minus;
    case 42:
      if (next === 42) return text.charCodeAt(p + 2) === 61 ? Kind.DoubleStarEqual : Kind.DoubleStar;
      return isEqual ? Kind.StarEqual : Kind.Star;
    case 47:
      if (next === 47) return text.charCodeAt(p + 2) === 61 ? Kind.DoubleSlashEqual : Kind.DoubleSlash;
      return isEqual ? Kind.SlashEqual : Kind.Slash;
    case 37:
      return isEqual ? Kind.PercentEqual : Kind.Percent;
    case 64:
      return isEqual ? Kind.AtEqual : Kind.At;
    case 38:
      return isEqual ? Kind.AmpersandEqual : Kind.Ampersand;
    case 124:
      return isEqual ? Kind.BarEqual : Kind.Bar;
    case 94:
      return isEqual ? Kind.CaretEqual : Kind.Caret;
    case 60:
      if (next === 60) return text.charCodeAt(p + 2) === 61 ? Kind.ShiftLeftEqual : Kind.ShiftLeft;
      return isEqual ? Kind.LessEqual : Kind.Less;
    case 62:
      if (next === 62) return text.charCodeAt(p + 2) === 61 ? Kind.ShiftRightEqual : Kind.ShiftRight;
      return isEqual ? Kind.GreaterEqual : Kind.Greater;
    case 33:
      return isEqual ? Kind.NotEqual : Kind.Error;
    case 126:
      return Kind.Tilde;
    default:
      return Kind.Error;
  }
}

const lengths = new Uint8Array(Kind.End + 1).fill(1);
for (const kind of [
  Kind.DoubleSlash,
  Kind.DoubleStar,
  Kind.ShiftLeft,
  Kind.ShiftRight,
  Kind.PlusEqual,
  Kind.MinusEqual,
  Kind.StarEqual,
  Kind.SlashEqual,
  Kind.PercentEqual,
  Kind.AtEqual,
  Kind.AmpersandEqual,
  Kind.BarEqual,
  Kind.CaretEqual,
  Kind.LessEqual,
  Kind.GreaterEqual,
  Kind.EqualEqual,
  Kind.NotEqual,
  Kind.Arrow,
  Kind.ColonEqual,
])
  lengths[kind] = 2;
for (const kind of [
  Kind.DoubleSlashEqual,
  Kind.DoubleStarEqual,
  Kind.ShiftLeftEqual,
  Kind.ShiftRightEqual,
  Kind.Ellipsis,
])
  lengths[kind] = 3;

export function operatorLength(kind: Kind): number {
  return lengths[kind];
}
