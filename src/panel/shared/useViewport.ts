import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Viewport {
  readonly scrollTop: number;
  readonly scrollLeft: number;
  readonly width: number;
  readonly height: number;
}

/** What part of a scrolling element is in view, followed as it scrolls and changes its size. */
export function useViewport<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [viewport, setViewport] = useState<Viewport>({ scrollTop: 0, scrollLeft: 0, width: 0, height: 0 });
  const follow = useCallback(() => {
    const element = ref.current;
    if (element === null) return;
    const { scrollTop, scrollLeft, clientWidth: width, clientHeight: height } = element;
    setViewport((old) =>
      old.scrollTop === scrollTop && old.scrollLeft === scrollLeft && old.width === width && old.height === height
        ? old
        : { scrollTop, scrollLeft, width, height },
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
