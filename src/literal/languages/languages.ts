import type { Language } from "../expression/language";
import { c } from "./c";
import { csharp } from "./csharp";
import { csv } from "./csv";
import { fsharp } from "./fsharp";
import { go } from "./go";
import { haskell } from "./haskell";
import { java } from "./java";
import { javascript } from "./javascript";
import { json } from "./json";
import { julia } from "./julia";
import { kotlin } from "./kotlin";
import { latex } from "./latex";
import { lua } from "./lua";
import { markdown } from "./markdown";
import { matlab } from "./matlab";
import { ocaml } from "./ocaml";
import { perl } from "./perl";
import { php } from "./php";
import { python } from "./python";
import { r } from "./r";
import { ruby } from "./ruby";
import { rust } from "./rust";
import { sas } from "./sas";
import { scala } from "./scala";
import { spss } from "./spss";
import { stan } from "./stan";
import { swift } from "./swift";
import { text } from "./text";
import { wolfram } from "./wolfram";
import { yaml } from "./yaml";

/** All languages. Text of no known one is tried as those that have a sign, in this order. */
export const languages: readonly Language[] = [
  ...[r, rust, go, kotlin, java, c, javascript, matlab],
  ...[wolfram, swift, ruby, php, perl, lua, ocaml, fsharp, haskell, stan, sas, spss],
  ...[python, julia, csharp, scala, json, yaml, csv, markdown, latex, text],
];

export const signedLanguages: readonly Language[] = languages.filter(({ sign }) => sign !== undefined);

const byId = new Map(languages.flatMap((each) => Object.keys(each.ids).map((id): [string, Language] => [id, each])));
const byExtension = new Map(
  languages.flatMap(({ ids }) =>
    Object.entries(ids).flatMap(([id, extensions]) => extensions.split(" ").map((end): [string, string] => [end, id])),
  ),
);

/** What only Objective-C has, to a VS Code without a MATLAB extension the language of every `.m` file. */
const objectiveC =
  /^[ \t]*(?:#[ \t]*(?:import|include|define|pragma)|@(?:interface|implementation|import|class|protocol|property)|\/\/|\{)|\/\*|;[ \t]{0,9}\/\/|->|::|@\[/m;
const judgedCharacters = 20_000;
const types = /\b(?:double|float|int|long|short|char|bool|BOOL|void|id|NSArray|static|const)\b/g;
const declared = /^[\w\s*]{0,80}[[=({]/;

function isObjectiveC(text: string): boolean {
  return (
    objectiveC.test(text) ||
    [...text.matchAll(types)].some(({ index }) => declared.test(text.slice(index, index + 100)))
  );
}

/** The language of one of VS Code's ids; of an unknown one, plain text. `source` decides where an id stands for several languages. */
export function languageOf(languageId: string, source: string): Language {
  const id = languageId.toLowerCase();
  if (id === "objective-c" && !isObjectiveC(source.slice(0, judgedCharacters))) return matlab;
  return byId.get(id) ?? text;
}

/** Whether class indices count from 0 or from 1 in a language. */
export function labelsFrom(languageId: string): 0 | 1 {
  return byId.get(languageId.toLowerCase())?.labelsFrom ?? 0;
}

/** VS Code's language id of what a fence of Markdown is headed with: an id or the end of a file's name. */
export function languageIdNamed(name: string): string {
  const id = name.toLowerCase();
  return byId.has(id) ? id : (byExtension.get(id) ?? "plaintext");
}

/** VS Code's language id by the end of a file's name; of one that is not known, plain text. */
export function languageIdOf(fileName: string): string {
  const end = /\.([^.]+)$/.exec(fileName)?.[1].toLowerCase();
  return (end !== undefined && byExtension.get(end)) || "plaintext";
}
