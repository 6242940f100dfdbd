import { useEffect, useState } from "react";

/** The time in milliseconds, to the minute; null in a build, and in the page's first picture, which must be as it was built. */
export function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
