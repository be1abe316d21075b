import { type Fits, fieldsOf, isFlag, isIndex, isText, listOf, oneOf, toldBy } from "../fits";
import type { FileText, FromPanel } from "../protocol";
import { isArgument, isChoice, isOptions } from "../protocolFits";
import { type NumberText, numberText } from "../render/writeBack";
import type { WrittenText } from "../render/writtenText";

const isNumberText: Fits<NumberText> = (value): value is NumberText => isText(value) && numberText(value) !== undefined;
const span = { offset: isIndex, length: isIndex };
const ofSnapshot = fieldsOf({ snapshot: isIndex });
/** What the panel asks for; nothing is written into a document but numbers. */
export const isFromPanel: Fits<FromPanel> = toldBy<"type", FromPanel>("type", {
  ready: fieldsOf({}),
  lock: fieldsOf({ locked: isFlag }),
  copy: fieldsOf({ text: isText as Fits<WrittenText>, what: isText }),
  save: fieldsOf({ name: isText, data: isText as Fits<FileText> }),
  writeBack: fieldsOf({
    snapshot: isIndex,
    edits: listOf(fieldsOf({ argument: isArgument, ...span, text: isNumberText })),
  }),
  reveal: fieldsOf({ snapshot: isIndex, argument: isArgument, ...span }),
  revealCall: fieldsOf({ snapshot: isIndex, use: isIndex }),
  fix: fieldsOf({ snapshot: isIndex, use: isIndex, fix: isIndex }),
  verify: fieldsOf({ snapshot: isIndex, pipeline: isText, what: oneOf({ program: true, pytest: true }) }),
  swap: ofSnapshot,
  chooseTarget: ofSnapshot,
  remember: fieldsOf({ snapshot: isIndex, choice: isChoice, options: isOptions }),
});
