import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** The sections that a person has opened or closed, and how to do so. */
export const Unfolding = createContext<{
  readonly unfolded: Readonly<Record<string, boolean>>;
  readonly unfold: (section: string, open: boolean) => void;
}>({ unfolded: {}, unfold: () => {} });

/** Whether a section is open, remembered over other arrays and a reload of the window. */
export function useUnfolded(section: string, initially = false): readonly [boolean, (open: boolean) => void] {
  const { unfolded, unfold } = useContext(Unfolding);
  const open = unfolded[section] ?? initially;
  // The browser tells of a section's first opening too, which nobody did.
  return [open, (next) => next !== open && unfold(section, next)];
}
