import fc from "fast-check";
import { MalformedInput } from "../../../src/errors.ts";
import { pushedReferences } from "../../../src/rules/push-event.ts";
import { eventOf, messageEvent, pushEvent } from "../support/events.ts";
import { COMMIT, LATER_COMMIT } from "../support/states.ts";

it("reads a push to a branch", () => {
  expect(pushedReferences(pushEvent({ eventId: "e6317415-5a45-41a8-8234-fa90742d2c66" }))).toEqual([
    {
      repository: "website",
      reference: "refs/heads/main",
      commitId: COMMIT,
      deleted: false,
      eventId: "e6317415-5a45-41a8-8234-fa90742d2c66",
      pushedAt: "2026-11-23T17:12:45.625Z",
    },
  ]);
});

it("reads every reference of one push, in order", () => {
  expect(pushedReferences(eventOf("codecommit-several-references"))).toMatchObject([
    { reference: "refs/heads/main", commitId: COMMIT },
    { reference: "refs/heads/draft", commitId: LATER_COMMIT },
    { reference: "refs/tags/v1.0", commitId: COMMIT },
  ]);
});

it.each([
  ["codecommit-branch-created", { reference: "refs/heads/draft", deleted: false }],
  ["codecommit-branch-deleted", { reference: "refs/heads/draft", deleted: true }],
  ["codecommit-tag", { reference: "refs/tags/v1.0", deleted: false }],
])("reads %s", (name, expected) => {
  expect(pushedReferences(eventOf(name))).toMatchObject([expected]);
});

it("reads every record of a batch", () => {
  const [one] = eventOf("codecommit-push").Records;
  expect(pushedReferences({ Records: [one, one] })).toHaveLength(2);
});

it.each(["ReferenceChange", "ReferenceChanges", undefined])("does not mind the event's name %s", (eventName) => {
  expect(pushedReferences(pushEvent({ eventName }))).toHaveLength(1);
});

it.each([
  ["CodeCommit's own form", "2026-11-23T17:12:45.625+0000"],
  ["ISO 8601", "2026-11-23T17:12:45.625Z"],
  ["another zone", "2026-11-23T18:42:45.625+0130"],
])("gives the push's time in UTC from %s", (_form, eventTime) => {
  expect(pushedReferences(pushEvent({ eventTime }))).toMatchObject([{ pushedAt: "2026-11-23T17:12:45.625Z" }]);
});

const reference = { commit: COMMIT, ref: "refs/heads/main" };

it.each([
  ["nothing", undefined],
  ["null", null],
  ["a text", "event"],
  ["a list", []],
  ["an S3 test event, which has no Records", { Service: "Amazon S3", Event: "s3:TestEvent" }],
  ["Records that are no list", { Records: {} }],
  ["a record that is no object", { Records: [null] }],
  ["an S3 record", { Records: [{ eventSource: "aws:s3", s3: {} }] }],
  ["a message that is no text", messageEvent({ Records: [] })],
  ["a message that is empty", messageEvent("")],
  ["a message that is prose", messageEvent("Hello from the console")],
  ["a message that is cut off", messageEvent('{"Records":[{"codecommit":')],
  ["a message that is JSON's null", messageEvent("null")],
  ["a message that is a JSON list", messageEvent("[]")],
  ["a message that is a JSON number", messageEvent("7")],
  ["a message without Records", messageEvent("{}")],
  ["a message of another service", messageEvent('{"Records":[{"eventSource":"aws:s3"}]}')],
  ["codecommit that is a list", pushEvent({ codecommit: [] })],
  ["references missing", pushEvent({ codecommit: {} })],
  ["a reference that is a text", pushEvent({ codecommit: { references: ["refs/heads/main"] } })],
  ["a reference without its name", pushEvent({ codecommit: { references: [{ commit: COMMIT }] } })],
  ["a reference without a commit", pushEvent({ codecommit: { references: [{ ref: "refs/heads/main" }] } })],
  ["a commit that is no commit id", pushEvent({ codecommit: { references: [{ ...reference, commit: "../../x y" }] } })],
  ["a short commit id", pushEvent({ codecommit: { references: [{ ...reference, commit: "5f6a956" }] } })],
  ["no repository", pushEvent({ eventSourceARN: undefined })],
  ["no event id", pushEvent({ eventId: "" })],
  ["no time", pushEvent({ eventTime: undefined })],
  ["a time that is none", pushEvent({ eventTime: "yesterday" })],
])("refuses %s by name", (_what, event) => {
  expect(() => pushedReferences(event)).toThrow(MalformedInput);
});

it("has an answer or a MalformedInput for whatever arrives", () => {
  const anything = fc.oneof(fc.jsonValue(), fc.anything());
  const message = fc.oneof(fc.string(), fc.json(), fc.jsonValue());
  const field = fc.constantFrom("codecommit", "eventSourceARN", "eventId", "eventTime");
  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        message.map(messageEvent),
        fc.tuple(field, fc.jsonValue()).map(([name, value]) => pushEvent({ [name]: value })),
        fc.jsonValue().map((references) => pushEvent({ codecommit: { references } })),
      ),
      (event) => {
        try {
          expect(Array.isArray(pushedReferences(event))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedInput);
        }
      },
    ),
    { numRuns: 500 },
  );
});
