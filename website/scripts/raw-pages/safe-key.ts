/**
 * Whether an S3 key may become a file below a folder: a plain relative path, each segment an ordinary name.
 * A key is any text, so this refuses what would climb out (`..`), start elsewhere (`/`), or be no file at all
 * (empty segments, NUL). Backslashes and drive colons are refused as well, so that it holds on any machine.
 */
export function isSafeKey(key: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  if (key === "" || /[\\:\u0000-\u001f\u007f]/.test(key)) return false;
  return key.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
