import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Chevron } from "./Chevron";

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

interface MenuButtonProps {
  readonly children: ComponentChildren;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu: arrow keys, Home, End and Escape as in VS Code's own menus. */
export function MenuButton({ children, items }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  // Before the next key: one that came between would leave the focus in a menu that is gone.
  useLayoutEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Tab") setOpen(false);
    else if (!moveFocus(root.current, event.key)) return;
    if (event.key !== "Tab") event.preventDefault();
  };

  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        class="quiet"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          setOpen(true);
          event.preventDefault();
        }}
      >
        {children}
        <Chevron />
      </button>
      {open && (
        <div role="menu" id={id} class="menu" onKeyDown={onKeyDown}>
          {items.map(({ label, run }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onPointerMove={({ currentTarget }) => currentTarget.focus()}
              onClick={() => {
                run();
                close();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function moveFocus(root: HTMLElement | null, key: string): boolean {
  const items = [...(root?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
  if (next === undefined) return false;
  items.at(next % items.length)?.focus();
  return true;
}
