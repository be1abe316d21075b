/** Kinds of tokens. The order is meant: names first, operators in the order of the tables that turn them into words. */
export enum Kind {
  Name,
  /** Names that are words of statements where they begin one. */
  Match,
  Case,
  Type,
  Print,
  Exec,

  Number,
  String,
  /** A list of plain numbers, read whole. */
  Numbers,
  True,
  False,
  None,
  Ellipsis,

  CloseParenthesis,
  CloseBracket,
  CloseBrace,
  OpenParenthesis,
  OpenBracket,
  OpenBrace,

  Plus,
  Minus,
  Star,
  Slash,
  DoubleSlash,
  Percent,
  DoubleStar,
  At,
  Ampersand,
  Bar,
  Caret,
  ShiftLeft,
  ShiftRight,

  PlusEqual,
  MinusEqual,
  StarEqual,
  SlashEqual,
  DoubleSlashEqual,
  PercentEqual,
  DoubleStarEqual,
  AtEqual,
  AmpersandEqual,
  BarEqual,
  CaretEqual,
  ShiftLeftEqual,
  ShiftRightEqual,

  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  In,
  Is,

  Not,
  Tilde,
  And,
  Or,
  If,
  Else,
  Lambda,
  Await,
  Yield,
  For,
  From,
  As,
  Async,

  Assert,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Except,
  Finally,
  Global,
  Import,
  Nonlocal,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,

  Comma,
  Colon,
  Semicolon,
  Dot,
  Arrow,
  Equal,
  ColonEqual,

  Newline,
  Indent,
  Dedent,
  /** What no token of Python is: a magic, an open string, a stray character. */
  Error,
  End,
}

/** Whether a token of this kind may be a name. */
export function isName(kind: Kind): boolean {
  return kind <= Kind.Exec;
}

/** Whether an operand may end with a token of this kind: a bracket behind it calls or indexes. */
export function endsOperand(kind: Kind): boolean {
  return kind <= Kind.CloseBrace;
}

/** Whether a line that starts with a word of this kind can only be a statement's first, never go on within brackets. */
export function startsStatement(kind: Kind): boolean {
  return kind >= Kind.Assert && kind <= Kind.With;
}

/** Whether a token is made of ends of lines and their indentation. */
export function isLayout(kind: Kind): boolean {
  return kind >= Kind.Newline && kind <= Kind.Dedent;
}

const words: readonly (readonly [word: string, kind: Kind])[] = [
  ["match", Kind.Match],
  ["case", Kind.Case],
  ["type", Kind.Type],
  ["print", Kind.Print],
  ["exec", Kind.Exec],
  ["True", Kind.True],
  ["False", Kind.False],
  ["None", Kind.None],
  ["in", Kind.In],
  ["is", Kind.Is],
  ["not", Kind.Not],
  ["and", Kind.And],
  ["or", Kind.Or],
  ["if", Kind.If],
  ["else", Kind.Else],
  ["lambda", Kind.Lambda],
  ["await", Kind.Await],
  ["yield", Kind.Yield],
  ["for", Kind.For],
  ["from", Kind.From],
  ["as", Kind.As],
  ["async", Kind.Async],
  ["assert", Kind.Assert],
  ["break", Kind.Break],
  ["class", Kind.Class],
  ["continue", Kind.Continue],
  ["def", Kind.Def],
  ["del", Kind.Del],
  ["elif", Kind.Elif],
  ["except", Kind.Except],
  ["finally", Kind.Finally],
  ["global", Kind.Global],
  ["import", Kind.Import],
  ["nonlocal", Kind.Nonlocal],
  ["pass", Kind.Pass],
  ["raise", Kind.Raise],
  ["return", Kind.Return],
  ["try", Kind.Try],
  ["while", Kind.While],
  ["with", Kind.With],
];

const longest = 8;

/** By length and first letter, so that an ordinary name is compared with one word at most. */
const buckets: readonly (readonly (readonly [word: string, kind: Kind])[] | undefined)[] = Array.from(
  { length: 128 * (longest + 1) },
  (_, index) => {
    const found = words.filter(([word]) => word.length * 128 + word.charCodeAt(0) === index);
    return found.length > 0 ? found : undefined;
  },
);

/** The kind of the word of ASCII letters from `start` to `end`. */
export function kindOfWord(text: string, start: number, end: number): Kind {
  const length = end - start;
  if (length > longest) return Kind.Name;
  const bucket = buckets[length * 128 + text.charCodeAt(start)];
  if (bucket !== undefined) {
    for (const [word, kind] of bucket) if (text.startsWith(word, start)) return kind;
  }
  return Kind.Name;
}
