/** What surrounds a handler: its context, its environment and its standard output. */
import { jest } from "@jest/globals";
import type { Context } from "aws-lambda";

export const context = { awsRequestId: "request-1", functionName: "function" } as Context;

/** Sets environment variables for every test of the file, and takes them away after it. */
export function withEnvironment(variables: Readonly<Record<string, string>>): void {
  beforeEach(() => {
    Object.assign(process.env, variables);
  });
  afterEach(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
}

/** Catches what the handlers write. Gives the lines of the running test: its log, and its metrics by name. */
export function catchOutput() {
  let write: jest.SpiedFunction<typeof process.stdout.write>;
  beforeEach(() => {
    write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  });
  afterEach(() => {
    write.mockRestore();
  });
  const lines = (): Record<string, unknown>[] =>
    write.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  return {
    log: () => lines().filter((line) => "level" in line),
    metrics: (name: string) => lines().filter((line) => name in line && "_aws" in line),
  };
}
