import * as l10n from "@vscode/l10n";
import { formatCount } from "../../render/numbers";

interface PagerProps {
  readonly what: string;
  readonly count: number;
  readonly size: number;
  readonly first: number;
  readonly onMove: (first: number) => void;
}

/** Which part of a long list is shown, and the way to the others; nothing where all of it is. */
export function Pager({ what, count, size, first, onMove }: PagerProps) {
  if (count <= size) return null;
  const last = Math.min(first + size, count) - 1;
  return (
    <p class="pager">
      <button type="button" class="quiet" disabled={first === 0} onClick={() => onMove(Math.max(first - size, 0))}>
        <span aria-hidden="true">‹</span>
        <span class="visually-hidden">{l10n.t("{0} before", what)}</span>
      </button>
      {size === 1
        ? l10n.t("{0}: {1} of 0…{2}", what, first, count - 1)
        : l10n.t("{0} {1}…{2} of {3}", what, first, last, formatCount(count))}
      <button type="button" class="quiet" disabled={last === count - 1} onClick={() => onMove(first + size)}>
        <span aria-hidden="true">›</span>
        <span class="visually-hidden">{l10n.t("{0} after", what)}</span>
      </button>
    </p>
  );
}
