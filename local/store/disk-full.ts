/** What a full disk looks like to who writes. */

/** Whether a write failed because the disk, or this user's share of it, is used up: what waiting may mend. */
export function isDiskFull(error: unknown): error is NodeJS.ErrnoException {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}
