/** What some browsers tell of the battery (https://www.w3.org/TR/battery-status/). */
interface Battery extends EventTarget {
  readonly charging: boolean;
  /** 0 to 1 */
  readonly level: number;
}

/** Tells, in a few words, how the battery stands; nothing where browsers don't say. Gives what ends it. */
export function watchBattery(told: (words: string) => void): () => void {
  let battery: Battery | undefined;
  const tell = (): void => {
    if (battery) told(`${Math.round(battery.level * 100)} %${battery.charging ? ", charging" : ""}`);
  };
  const events = ["levelchange", "chargingchange"];
  let isOver = false;
  void (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.().then((found) => {
    if (isOver) return;
    battery = found;
    for (const event of events) battery.addEventListener(event, tell);
    tell();
  });
  return () => {
    isOver = true;
    for (const event of events) battery?.removeEventListener(event, tell);
  };
}
