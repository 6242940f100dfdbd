import { useEffect, useState } from "react";
import { type CameraLink, readLink } from "../camera/link.ts";

/** The link that the page was opened with: null as long as the page is only built, undefined when there is none. */
export function useLink(): CameraLink | undefined | null {
  const [link, setLink] = useState<CameraLink | undefined | null>(null);
  useEffect(() => {
    const read = () => setLink(readLink(window.location.hash));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return link;
}
