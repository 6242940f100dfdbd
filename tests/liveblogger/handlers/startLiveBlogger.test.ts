import { readFileSync } from "node:fs";
import { handler } from "../../../liveblogger/handlers/startLiveBlogger.ts";
import { MalformedInput, MissingConfiguration } from "../../../src/errors.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment({ STATE_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:live-blogger" });

const eventOf = (name: string) => JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), "utf8"));
const created = (...keys: readonly string[]) => {
  const event = eventOf("s3-object-created");
  const [record] = event.Records;
  return { Records: keys.map((key) => ({ ...record, s3: { ...record.s3, object: { ...record.s3.object, key } } })) };
};
const NAME = "what-a-talk-1795871045000-0123456789ab";

it("starts an execution that is named by the photograph", async () => {
  await expect(handler(eventOf("s3-object-created"), context)).resolves.toEqual([NAME]);
  expect([...cloud.executions]).toEqual([
    [
      NAME,
      {
        image: "what-a-talk/1795871045000-0123456789ab.jpg",
        talk: "what-a-talk",
        takenAt: "2026-11-28T13:04:05.000Z",
        execution: NAME,
      },
    ],
  ]);
  expect(output.log()).toMatchObject([{ message: "Started the live blogger", execution: NAME }]);
});

it("starts one, however often S3 tells of it", async () => {
  for (let time = 0; time < 3; time++) await expect(handler(eventOf("s3-object-created"), context)).resolves.toEqual([NAME]);
  expect(cloud.executions.size).toBe(1);
});

it("gives names that Step Functions takes, of whatever talk", async () => {
  const [name = ""] = await handler(created(`${"a".repeat(40)}/1795871045000-0123456789ab.png`), context);
  expect(name).toMatch(/^[a-z0-9-]{1,80}$/);
});

it.each([
  "what-a-talk/readme.txt",
  "what-a-talk/1795871045000-0123456789ab.gif",
  "what-a-talk/1795871045000-0123456789AB.jpg",
  "what-a-talk/x/1795871045000-0123456789ab.jpg",
  "1795871045000-0123456789ab.jpg",
  "What+a+talk/1795871045000-0123456789ab.jpg",
  "..%2Fwhat-a-talk/1795871045000-0123456789ab.jpg",
])("does nothing for %s, and says so", async (key) => {
  await expect(handler(created(key, "what-a-talk/1795871045000-0123456789ab.jpg"), context)).resolves.toEqual([NAME]);
  expect(output.log()[0]).toMatchObject({ level: "warn", key: decodeURIComponent(key.replaceAll("+", " ")) });
});

it("decodes keys, which S3 sends as in a form", async () => {
  await expect(handler(created("what%2Da-talk%2F1795871045000-0123456789ab.jpg"), context)).resolves.toEqual([NAME]);
});

it("takes S3's test event for what it is", async () => {
  await expect(handler(eventOf("s3-test-event"), context)).resolves.toEqual([]);
});

it.each([
  null,
  7,
  [],
  {},
  { Records: {} },
  { Records: [null] },
  { Records: [{ s3: {} }] },
  { Records: [{ s3: { object: { key: 1 } } }] },
])("refuses what is no event of S3: %j", async (event) => {
  await expect(handler(event, context)).rejects.toThrow(MalformedInput);
});

it("refuses a key that is not encoded", async () => {
  await expect(handler(created("%"), context)).rejects.toThrow(MalformedInput);
});

it("needs to know its machine", async () => {
  delete process.env.STATE_MACHINE_ARN;
  await expect(handler(eventOf("s3-object-created"), context)).rejects.toThrow(MissingConfiguration);
});
