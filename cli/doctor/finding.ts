/** What a check found. */
export interface Finding {
  readonly what: string;
  /** `missing`: nothing works without it; `advice`: something does not */
  readonly state: "ok" | "advice" | "missing";
  readonly found: string;
  /** the command, or the deed, that mends it */
  readonly mend?: string;
}

export type Check = () => Promise<Finding>;

/** A check that was not foreseen to fail is no reason to stop all others. */
export async function findingsOf(checks: readonly Check[]): Promise<Finding[]> {
  return Promise.all(
    checks.map((check) =>
      check().catch((error: Error): Finding => ({ what: check.name, state: "advice", found: `can't be told: ${error.message}` })),
    ),
  );
}
