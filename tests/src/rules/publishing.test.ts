import fc from "fast-check";
import { executionName, reasonNotToPublish, siteBuilderInput } from "../../../src/rules/publishing.ts";
import type { PushedReference } from "../../../src/rules/push-event.ts";
import { COMMIT, LATER_COMMIT } from "../support/states.ts";

const pushed: PushedReference = {
  repository: "website",
  reference: "refs/heads/main",
  commitId: COMMIT,
  deleted: false,
  eventId: "e6317415-5a45-41a8-8234-fa90742d2c66",
  pushedAt: "2026-11-23T17:12:45.625Z",
};

it("publishes the configured branch", () => {
  expect(reasonNotToPublish(pushed, "main")).toBeUndefined();
});

it.each([
  ["another branch", { reference: "refs/heads/draft" }],
  ["a branch whose name ends like it", { reference: "refs/heads/feature/main" }],
  ["a tag of the same name", { reference: "refs/tags/main" }],
  ["the branch's deletion", { deleted: true }],
])("does not publish %s", (_what, changes) => {
  expect(reasonNotToPublish({ ...pushed, ...changes }, "main")).toMatch(/main/);
});

it("starts the machine with the push's facts", () => {
  expect(siteBuilderInput(pushed, "main")).toEqual({
    commitId: COMMIT,
    repository: "website",
    branch: "main",
    pushedAt: "2026-11-23T17:12:45.625Z",
    execution: executionName(pushed),
  });
});

describe("the execution's name", () => {
  it("is the same for a redelivered event", () => {
    expect(executionName({ ...pushed })).toBe(executionName(pushed));
  });

  it.each([
    ["event", { eventId: "another" }],
    ["reference", { reference: "refs/heads/draft" }],
    ["repository", { repository: "other" }],
  ])("is another for another %s, even of the same commit", (_what, changes) => {
    expect(executionName({ ...pushed, ...changes })).not.toBe(executionName(pushed));
  });

  it("is one that Step Functions takes, and shows the commit", () => {
    const texts = fc.record({ repository: fc.string(), reference: fc.string(), eventId: fc.string() });
    fc.assert(
      fc.property(texts, fc.constantFrom(COMMIT, LATER_COMMIT), (changes, commitId) => {
        const name = executionName({ ...pushed, ...changes, commitId });
        expect(name).toMatch(/^[0-9a-f-]{1,80}$/);
        expect(name.startsWith(commitId.slice(0, 7))).toBe(true);
      }),
    );
  });
});
