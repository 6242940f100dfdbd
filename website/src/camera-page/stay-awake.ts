/** Keeps the screen on, where the browser lets a page do so; gives what lets it sleep again. */
export function stayAwake(told: (isAwake: boolean) => void): () => void {
  let isOver = false;
  let held: WakeLockSentinel | undefined;
  /** A browser takes it away when the page is hidden. */
  const hold = async (): Promise<void> => {
    if (isOver || document.visibilityState !== "visible") return;
    try {
      held = await (navigator.wakeLock as WakeLock | undefined)?.request("screen");
      held?.addEventListener("release", () => told(false));
      if (isOver) await held?.release();
    } catch {
      held = undefined; // as with a battery that is nearly empty
    }
    told(held !== undefined && !isOver);
  };
  document.addEventListener("visibilitychange", hold);
  void hold();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", hold);
    void held?.release();
  };
}
