import * as l10n from "@vscode/l10n";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A section that the table of contents goes to, by the id of its element. */
export interface Content {
  readonly id: string;
  readonly title: string;
}

interface AnswerBarProps {
  /** What is above the bar; once it has gone out of view, the bar says it again in short. */
  readonly above: RefObject<HTMLElement | null>;
  readonly contents: readonly Content[];
  /** The answer in short. */
  readonly children: ComponentChildren;
}

/** The table of contents, which stays at the top of the panel as everything else scrolls, and with it the answer. */
export function AnswerBar({ above, contents, children }: AnswerBarProps) {
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (above.current === null) return;
    const observer = new IntersectionObserver(([entry]) =>
      setGone(!entry.isIntersecting && entry.boundingClientRect.top < 0),
    );
    observer.observe(above.current);
    return () => observer.disconnect();
  }, [above]);
  return (
    <div class="answer-bar">
      {/* For the eye alone: the answer itself stands above. */}
      {gone && (
        <p class="answer-short" aria-hidden="true">
          {children}
        </p>
      )}
      <nav aria-label={l10n.t("Contents")}>
        <ul>
          {contents.map(({ id, title }) => (
            <li key={id}>
              <button type="button" class="quiet" onClick={() => goTo(id)}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

/** Opens a section where it is folded, brings it into view, and lets the keyboard go on from there. */
function goTo(id: string): void {
  const section = document.getElementById(id);
  if (section === null) return;
  if (section instanceof HTMLDetailsElement) section.open = true;
  const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
  section.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "auto" });
  const entry = section.querySelector<HTMLElement>("summary, h2") ?? section;
  if (entry.tagName !== "SUMMARY") entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
}
