import { classNameLists } from "../literal/classNameLists";
import type { ClassList } from "../protocol";
import { type PlacedSource, placeLabel, textUnits } from "./textUnits";

const SEARCHED_CHARACTERS = 500_000;
const MOST_LISTS = 20;

/** The lists of class names in the file or notebook of an array, the nearest first. */
export function classListsAround({ place }: PlacedSource): readonly ClassList[] {
  if (place === undefined) return [];
  const { document: home, span } = place;
  const lists = textUnits(home).flatMap((document) => {
    const text = document.getText();
    if (text.length > SEARCHED_CHARACTERS) return [];
    return classNameLists(text).map(({ name, names, offset }) => ({
      list: { name, names, place: placeLabel({ document, span: { offset, length: name.length } }) },
      distance: document === home ? Math.abs(offset - span.offset) : Number.POSITIVE_INFINITY,
    }));
  });
  return lists
    .sort((a, b) => (a.distance === b.distance ? 0 : a.distance - b.distance))
    .slice(0, MOST_LISTS)
    .map(({ list }) => list);
}
