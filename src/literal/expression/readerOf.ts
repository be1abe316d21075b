import { Evaluator } from "./evaluator";
import { PythonReader } from "./interpreted/pythonReader";
import type { Language } from "./language";
import type { Reader } from "./reader";

/** What evaluates the expressions of a text in a language. */
export function readerOf(text: string, language: Language): Reader {
  return language.functions === undefined ? new PythonReader(text, language) : new Evaluator(text, language);
}
