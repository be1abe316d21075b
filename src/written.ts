declare const language: unique symbol;

/**
 * A text that goes into what a program reads: a type of its own for each language, made by encoders and no others, so that the compiler
 * refuses a raw text of a document or a setting.
 */
export type Written<Language extends string> = string & { readonly [language]: Language };
