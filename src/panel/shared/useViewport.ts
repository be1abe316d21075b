import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Viewport {
  readonly scrollTop: number;
  readonly scrollLeft: number;
  readonly width: number;
  readonly height: number;
  /** Of the scroll bar beside the content; 0 where there is none, or one that lies over it. */
  readonly bar: number;
}

/** What part of a scrolling element is in view, followed as it scrolls and changes its size. */
export function useViewport<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [viewport, setViewport] = useState<Viewport>({ scrollTop: 0, scrollLeft: 0, width: 0, height: 0, bar: 0 });
  const follow = useCallback(() => {
    const element = ref.current;
    if (element === null) return;
    const { scrollTop, scrollLeft, clientWidth: width, clientHeight: height } = element;
    const bar = element.offsetWidth - width;
    setViewport((old) =>
      old.scrollTop === scrollTop &&
      old.scrollLeft === scrollLeft &&
      old.width === width &&
      old.height === height &&
      old.bar === bar
        ? old
        : { scrollTop, scrollLeft, width, height, bar },
    );
  }, []);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => observer.disconnect();
  }, [follow]);
  return { ref, viewport, follow };
}
