import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const python = language({
  ids: { python: "py pyi pyw", jupyter: "", ipython: "", cython: "pyx" },
  ...comments.hash,
  tripleQuotes: true,
  indented: true,
  printedBy: "pythonic",
});
