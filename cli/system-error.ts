/** What the operating system refuses, as files and folders have it: told like any other mistake, without a stack. */
import { UserError } from "./errors.ts";

/** The system refused it: a file may not be read, a folder not be made, a disk is full. */
export class SystemError extends UserError {
  override readonly name = "SystemError";
}

/** What a person, or whoever keeps the machine, can mend; other codes are ours to mend. */
const CODES = new Set(
  "EACCES EDQUOT EEXIST EFBIG EIO EISDIR ELOOP ENAMETOOLONG ENOENT ENOSPC ENOTDIR ENOTEMPTY EPERM EROFS".split(" "),
);

/** What can't be done when a system call fails; of others it is said that the file can't be used. */
const DONE: Record<string, string> = {
  open: "opened",
  read: "read",
  scandir: "read",
  write: "written",
  mkdir: "made as a folder",
  mkdtemp: "made as a folder",
  rename: "moved",
  unlink: "removed",
  rmdir: "removed",
};

/**
 * The error in one line, if it is one of the system's about a file or folder; undefined when it is another.
 * @param what is meant when the system names no path
 */
export function systemError(error: unknown, what = "A file"): SystemError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", syscall, path = what, message } = error as NodeJS.ErrnoException;
  if (!CODES.has(code) || syscall === undefined) return undefined;
  const done = DONE[syscall] ?? (syscall.startsWith("spawn") ? "started" : "used");
  const why = /^[A-Z]+: (.+?), /.exec(message)?.[1];
  return new SystemError(`${path} can't be ${done}: ${why ? `${why} (${code})` : code}.`, { cause: error });
}
