import { useEffect, useState } from "react";
import { watchBattery } from "./watch-battery";

/** What the person should know of the phone: its battery, where browsers tell, and whether it has a network. */
export function useDeviceState(): { readonly battery: string; readonly isOnline: boolean } {
  const [battery, setBattery] = useState("");
  const [isOnline, setOnline] = useState(true);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    const endWatching = watchBattery(setBattery);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
      endWatching();
    };
  }, []);
  return { battery, isOnline };
}
