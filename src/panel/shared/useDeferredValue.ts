import { useEffect, useState } from "preact/hooks";

/** A value as it was before the last paint, so that the work that hangs on it keeps nobody from seeing the rest; at once where `instant`. */
export function useDeferredValue<T>(value: T, instant: boolean): T | undefined {
  const [late, setLate] = useState<T | undefined>(undefined);
  useEffect(() => {
    if (instant) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setLate(() => value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value, instant]);
  return instant ? value : late;
}
