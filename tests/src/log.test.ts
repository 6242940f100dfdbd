import { jest } from "@jest/globals";
import { MalformedInput } from "../../src/errors.ts";
import { createLog, type LogFields, logOf } from "../../src/log.ts";

/** A log that keeps its lines, and what they say. */
function kept(fields: LogFields = {}, level = "debug") {
  const lines: string[] = [];
  const log = createLog(fields, { write: (line) => lines.push(line), level });
  return { log, lines, said: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

it("writes one JSON object a line, with level, time and message first", () => {
  const { log, lines, said } = kept({ execution: "e" });
  log.info("two\nlines", { commitId: "c" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("\n");
  expect(Object.keys(said()[0] ?? {})).toEqual(["level", "time", "message", "execution", "commitId"]);
  expect(said()[0]).toMatchObject({ level: "info", message: "two\nlines", execution: "e", commitId: "c" });
  expect(new Date(String(said()[0]?.time)).toISOString()).toBe(said()[0]?.time);
});

it("carries the fields of every log it was made from, the nearest first", () => {
  const { log, said } = kept({ execution: "e", site: "outer" });
  log.with({ commitId: "c", site: "inner" }).warn("told");
  expect(said()[0]).toMatchObject({ level: "warn", execution: "e", commitId: "c", site: "inner" });
});

it("lets no field overwrite what happened and when", () => {
  const { log, said } = kept();
  log.error("told", { level: "debug", message: "other", time: "never" });
  expect(said()[0]).toMatchObject({ level: "error", message: "told" });
  expect(said()[0]?.time).not.toBe("never");
});

it.each([
  ["debug", ["debug", "info", "warn", "error"]],
  ["info", ["info", "warn", "error"]],
  ["warn", ["warn", "error"]],
  ["error", ["error"]],
])("from level %s on", (level, expected) => {
  const { log, said } = kept({}, level);
  for (const name of ["debug", "info", "warn", "error"] as const) log[name]("told");
  expect(said().map((line) => line.level)).toEqual(expected);
});

it("tells an error's name, message, stack and cause, however deep", () => {
  const { log, said } = kept();
  log.error("failed", { error: new MalformedInput("no", { cause: new Error("because") }) });
  expect(said()[0]).toMatchObject({
    error: {
      name: "MalformedInput",
      message: "no",
      stack: expect.stringContaining("at "),
      cause: { name: "Error", message: "because" },
    },
  });
});

it("writes big integers as text", () => {
  const { log, said } = kept();
  log.info("counted", { bytes: 2n ** 64n });
  expect(said()[0]).toMatchObject({ bytes: "18446744073709551616" });
});

it("tells what happened even when its fields can't be written", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const { log, said } = kept();
  log.error("failed", { circle });
  expect(said()[0]).toMatchObject({ level: "error", message: "failed", fieldsLeftOut: expect.stringContaining("circular") });
});

it("writes to standard output, from info on unless LOG_LEVEL says otherwise", () => {
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const log = logOf({ execution: "e", commitId: "c" }, { awsRequestId: "r", functionName: "notify" });
    log.debug("not told");
    log.info("told");
    expect(write.mock.calls).toEqual([[expect.stringMatching(/^\{.*\}\n$/)]]);
    expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toMatchObject({
      function: "notify",
      requestId: "r",
      execution: "e",
      commitId: "c",
      message: "told",
    });
  } finally {
    write.mockRestore();
  }
});
