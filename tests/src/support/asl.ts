/** What the tests of both machines' definitions have in common. */
import { AwsError } from "../../../local/errors.ts";
import type { TestMachine } from "./machine.ts";

/** Errors of the site builder's functions: asking again gives the same answer, so these are not retried. */
export const VERDICTS = [
  "BuildFailed",
  "BuildTimedOut",
  "BuildStopped",
  "BuildFaulted",
  "BuildVanished",
  "JoinedBuildFailed",
  "MalformedInput",
  "MissingConfiguration",
];

/** Lambda's own refusal, as against an error of the function's. */
export const throttled = (): never => {
  throw new AwsError("TooManyRequestsException", "Rate exceeded", 429);
};

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly [field: string]: unknown;
}

/** Tests what every machine's definition must have. The last ones of a file: they look back on the others. @param verdicts errors that are not retried */
export function testDefinition(
  { definition, enteredEver }: Pick<TestMachine<object, string>, "definition" | "enteredEver">,
  verdicts: readonly string[],
): void {
  const states = Object.entries(definition.States);
  const tasks = states.filter(([, { Type }]) => Type === "Task");

  it.each(tasks)("%s has a limit, tries again with ever longer pauses, and catches the rest", (_name, task) => {
    expect(task.TimeoutSeconds).toBe(60);
    const [never, transient] = [(task.Retry as Retrier[])[0], (task.Retry as Retrier[]).at(-1)];
    expect(never).toMatchObject({ ErrorEquals: verdicts, MaxAttempts: 0 });
    expect(transient).toMatchObject({ ErrorEquals: ["States.ALL"], BackoffRate: 2, JitterStrategy: "FULL" });
    expect(transient?.MaxDelaySeconds).toBeLessThanOrEqual(60);
    expect(task.Catch).toMatchObject([{ ErrorEquals: ["States.ALL"], ResultPath: expect.stringMatching(/^\$\.\w+$/) }]);
  });

  it("has no state that these tests have not been in", () => {
    expect(states.map(([name]) => name).filter((name) => !enteredEver.has(name))).toEqual([]);
  });
}
