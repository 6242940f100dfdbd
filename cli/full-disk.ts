/** As the system, and programs that pass on its words, say that a disk or a quota is used up. */
export const FULL_DISK = /\b(ENOSPC|EDQUOT)\b|no space left on device|disk quota exceeded/i;

/** What a person is told when an error's message says so; undefined when it does not. */
export function explainFullDisk(message: string): string | undefined {
  const full = message.split("\n").find((line) => FULL_DISK.test(line));
  if (full === undefined) return undefined;
  return `The disk is full. Free some space and start again: nothing that was accepted is lost.\n(${full.trim()})`;
}
