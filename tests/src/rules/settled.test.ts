import type { BuildQueue, EndedBuild } from "../../../src/rules/build-queue.ts";
import { settled } from "../../../src/rules/settled.ts";
import { stateWith } from "../support/states.ts";

const gaveUp = { Error: "ServiceUnavailable", Cause: "CodeBuild is out" };
const asking = stateWith({ error: gaveUp, buildId: "ticket" });
const end: EndedBuild = {
  ticket: "ticket",
  commitId: asking.commitId,
  pushedAt: asking.pushedAt,
  status: "SUCCEEDED",
  message: "",
  seconds: 24,
};
const queueWith = (...ended: EndedBuild[]): BuildQueue => ({ ended });

test("a push that gave up while its build succeeded is a published one", () => {
  const state = settled(asking, queueWith(end));
  expect(state).toMatchObject({ builtCommitId: end.commitId, builtPushedAt: end.pushedAt, buildSeconds: 24 });
  expect(state).not.toHaveProperty("error");
});

test("one whose build failed meanwhile failed for the build's reason", () => {
  const { error } = settled(asking, queueWith({ ...end, status: "FAILED", message: "exit status 1" }));
  expect(error?.Error).toBe("BuildFailed");
  expect(error?.Cause).toMatch(/exit status 1/);
});

test("one whose commit was built with a later push is told of by that one", () => {
  const later = { ...end, status: "FAILED" as const, pushedAt: "2999-01-01T00:00:00.000Z" };
  expect(settled(asking, queueWith(later)).error?.Error).toBe("JoinedBuildFailed");
});

test("a verdict, an unknown ticket and a state without an error stay as they are", () => {
  const verdict = stateWith({ error: { Error: "BuildFailed", Cause: "with its log" }, buildId: "ticket" });
  const well = stateWith({ buildId: "ticket" });
  expect(settled(verdict, queueWith({ ...end, status: "FAILED" }))).toBe(verdict);
  expect(settled(asking, queueWith())).toBe(asking);
  expect(settled(well, queueWith({ ...end, status: "FAILED" }))).toBe(well);
});
