import type { ComponentChildren } from "preact";

interface KeyProps {
  /** The classes of the mark that the key stands for: it is drawn as that is. */
  readonly mark: string;
  readonly children: ComponentChildren;
}

/** One entry of a legend. */
export function Key({ mark, children }: KeyProps) {
  const [shape, ...kind] = mark.split(" ");
  return (
    <span class="key">
      <span class={[`legend-${shape}`, ...kind].join(" ")} aria-hidden="true" /> {children}
    </span>
  );
}
