import type { Nested } from "../literal/text/nested";

/**
 * Python's syntax as a tree. Offsets are UTF-16 code units into the text of one unit (a document or a cell); which unit it is, the
 * interpreter knows. A tree is always there: what cannot be parsed is an `unparsed` statement or expression, and the rest goes on.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Argument extends Range {
  /** `*` and `**` stand for the spreading of an iterable or a mapping. */
  readonly spread: "*" | "**" | undefined;
  readonly name: string | undefined;
  readonly value: Expression;
}

export interface Parameter extends Range {
  readonly name: string;
  readonly kind: "positionalOnly" | "positional" | "keywordOnly" | "rest" | "keywordRest";
  readonly annotation: Expression | undefined;
  readonly fallback: Expression | undefined;
}

export interface Clause extends Range {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "&" | "|" | "^" | "<<" | ">>";
export type UnaryOperator = "-" | "+" | "~" | "not";
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=" | "in" | "not in" | "is" | "is not";

export interface NumberExpression extends Range {
  readonly kind: "number";
  readonly value: number;
  readonly type: "int" | "float" | "complex";
}

export interface StringExpression extends Range {
  readonly kind: "string";
  /** Adjacent literals joined, escapes resolved. */
  readonly value: string;
  readonly bytes: boolean;
}

/** A list display of plain numbers, read at the speed of a scanner: no node stands for its elements. */
export interface NumbersExpression extends Range {
  readonly kind: "numbers";
  readonly nested: Nested;
}

export interface SequenceExpression extends Range {
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly Expression[];
}

export interface CallExpression extends Range {
  readonly kind: "call";
  readonly callee: Expression;
  readonly args: readonly Argument[];
}

export interface ComprehensionExpression extends Range {
  readonly kind: "comprehension";
  readonly form: "list" | "set" | "generator" | "dict";
  /** The key of a dict comprehension; its value is `element`. */
  readonly key: Expression | undefined;
  readonly element: Expression;
  readonly clauses: readonly Clause[];
}

export interface LambdaExpression extends Range {
  readonly kind: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export type Expression =
  | NumberExpression
  | StringExpression
  | NumbersExpression
  | SequenceExpression
  | CallExpression
  | ComprehensionExpression
  | LambdaExpression
  /** The replacement fields of an f-string, in order, format specs included. */
  | (Range & {
      readonly kind: "formatted";
      readonly fields: readonly Expression[];
      /** What stands before, between and behind the fields; undefined where one has a conversion or a format. */
      readonly texts: readonly string[] | undefined;
    })
  | (Range & { readonly kind: "constant"; readonly value: "True" | "False" | "None" | "..." })
  | (Range & { readonly kind: "name"; readonly name: string })
  | (Range & { readonly kind: "attribute"; readonly object: Expression; readonly name: string })
  | (Range & { readonly kind: "subscript"; readonly object: Expression; readonly index: Expression })
  | (Range & {
      readonly kind: "slice";
      readonly lower: Expression | undefined;
      readonly upper: Expression | undefined;
      readonly step: Expression | undefined;
    })
  | (Range & { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression })
  | (Range & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Range & { readonly kind: "boolean"; readonly operator: "and" | "or"; readonly operands: readonly Expression[] })
  | (Range & {
      readonly kind: "comparison";
      readonly operators: readonly Comparison[];
      /** One more than there are operators. */
      readonly operands: readonly Expression[];
    })
  | (Range & {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly value: Expression;
      readonly other: Expression;
    })
  /** `key` is undefined for `**mapping`. */
  | (Range & {
      readonly kind: "dict";
      readonly entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
    })
  | (Range & { readonly kind: "named"; readonly name: string; readonly value: Expression })
  | (Range & { readonly kind: "await" | "starred"; readonly value: Expression })
  /** `from`: each of the value's items in turn. */
  | (Range & { readonly kind: "yield"; readonly value: Expression | undefined; readonly from: boolean })
  | (Range & { readonly kind: "unparsed" });

export type Body = readonly Statement[];

export interface FunctionStatement extends Range {
  readonly kind: "function";
  readonly isAsync?: true;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: Body;
}

export interface ClassStatement extends Range {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: Body;
}

export interface Handler extends Range {
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: Body;
}

export type Pattern =
  | (Range & { readonly kind: "value"; readonly value: Expression })
  /** `case x`, `case _` (name undefined), `case pattern as x`. */
  | (Range & { readonly kind: "capture"; readonly name: string | undefined; readonly pattern: Pattern | undefined })
  | (Range & { readonly kind: "either"; readonly patterns: readonly Pattern[] })
  | (Range & { readonly kind: "sequence"; readonly patterns: readonly Pattern[] })
  | (Range & { readonly kind: "rest"; readonly name: string | undefined })
  /** `case {"name": x, **rest}`: a pattern for each of the keys. */
  | (Range & {
      readonly kind: "mapping";
      readonly keys: readonly Expression[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | undefined;
    })
  /** `case Point(x, y=0)`: patterns by position, then by name. */
  | (Range & {
      readonly kind: "class";
      readonly type: Expression;
      readonly patterns: readonly Pattern[];
      readonly names: readonly string[];
    })
  /** Not read: matched or not is not known; the names are assigned all the same. */
  | (Range & { readonly kind: "other"; readonly names: readonly string[] });

export interface Case extends Range {
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: Body;
}

export type Statement =
  | FunctionStatement
  | ClassStatement
  | (Range & { readonly kind: "expression"; readonly value: Expression })
  /** `a = b = value`: every target gets the value, left to right. */
  | (Range & { readonly kind: "assign"; readonly targets: readonly Expression[]; readonly value: Expression })
  | (Range & {
      readonly kind: "augmented";
      readonly target: Expression;
      readonly operator: BinaryOperator;
      readonly value: Expression;
    })
  | (Range & {
      readonly kind: "annotated";
      readonly target: Expression;
      readonly annotation: Expression;
      readonly value: Expression | undefined;
    })
  | (Range & { readonly kind: "return"; readonly value: Expression | undefined })
  | (Range & { readonly kind: "if"; readonly test: Expression; readonly body: Body; readonly orelse: Body })
  | (Range & { readonly kind: "while"; readonly test: Expression; readonly body: Body; readonly orelse: Body })
  | (Range & {
      readonly kind: "for";
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: Body;
      readonly orelse: Body;
    })
  | (Range & {
      readonly kind: "with";
      readonly items: readonly { readonly context: Expression; readonly target: Expression | undefined }[];
      readonly body: Body;
    })
  | (Range & {
      readonly kind: "try";
      readonly body: Body;
      readonly handlers: readonly Handler[];
      readonly orelse: Body;
      readonly final: Body;
    })
  | (Range & { readonly kind: "match"; readonly subject: Expression; readonly cases: readonly Case[] })
  | (Range & {
      readonly kind: "import";
      readonly names: readonly { readonly path: string; readonly alias: string | undefined }[];
    })
  /** `names` is undefined for `*`; `level` counts the leading dots. */
  | (Range & {
      readonly kind: "importFrom";
      readonly module: string;
      readonly level: number;
      readonly names: readonly { readonly name: string; readonly alias: string | undefined }[] | undefined;
    })
  | (Range & { readonly kind: "global" | "nonlocal"; readonly names: readonly string[] })
  | (Range & { readonly kind: "delete"; readonly targets: readonly Expression[] })
  | (Range & { readonly kind: "assert"; readonly test: Expression; readonly message: Expression | undefined })
  | (Range & { readonly kind: "raise"; readonly value: Expression | undefined })
  | (Range & { readonly kind: "pass" | "break" | "continue" })
  /** A line that is no Python: a magic, a syntax error, a half-typed line. Names that may be assigned in it. */
  | (Range & { readonly kind: "unparsed"; readonly names: readonly string[] });

/** A unit's text as a tree. `diagnostics` are for tests and logs only: people have better tools for syntax errors. */
export interface Module {
  readonly body: Body;
  readonly comments: readonly Range[];
}
