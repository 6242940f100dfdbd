/** Why an execution failed, in words. */

/** A failed Lambda task's cause is a JSON text {errorType, errorMessage, trace}: the message of it; any other cause as it is. */
export function messageOf(cause: string | undefined): string {
  try {
    const parsed: unknown = JSON.parse(cause ?? "");
    if (typeof parsed === "object" && parsed !== null && "errorMessage" in parsed) return String(parsed.errorMessage);
  } catch {
    // Plain text it is.
  }
  return cause ?? "";
}
