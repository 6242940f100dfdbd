const KEY = "lectern-camera-name";

/** How this browser names itself to talks: the same as long as it remembers. */
export function cameraName(): string {
  const made = `browser-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}`;
  try {
    const name = localStorage.getItem(KEY) ?? made;
    localStorage.setItem(KEY, name);
    return name;
  } catch {
    return made; // it may not remember anything
  }
}
