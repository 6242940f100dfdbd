/** Whatever arrives, the parser gives well-formed references or a MalformedInput, soon, and changes nothing else. */
import fc from "fast-check";
import { MalformedInput } from "../../../src/errors.ts";
import { pushedReferences } from "../../../src/rules/push-event.ts";
import { eventOf, messageEvent, pushEvent } from "../support/events.ts";

const FIXTURES = [
  "codecommit-push",
  "codecommit-branch-created",
  "codecommit-branch-deleted",
  "codecommit-several-references",
  "codecommit-tag",
  "sns-notification",
];

/** `expect` is too slow for every field of thousands of references. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Well-formed references or MalformedInput; prototypes as before. */
function parsesOrRefuses(event: unknown): "parsed" | "refused" {
  let references: ReturnType<typeof pushedReferences>;
  try {
    references = pushedReferences(event);
  } catch (error) {
    must(error instanceof MalformedInput, `it threw ${error}`);
    return "refused";
  } finally {
    must(Object.keys(Object.prototype).length === 0 && Object.keys(Array.prototype).length === 0, "a prototype is polluted");
  }
  for (const one of references) {
    must(Object.keys(one).join() === "repository,reference,commitId,deleted,eventId,pushedAt", "it has these fields");
    must(isText(one.repository), `the repository is ${one.repository}`);
    must(isText(one.reference) && isText(one.eventId), "the reference and the event have names");
    must(/^[0-9a-f]{40}$/.test(one.commitId), `the commit is ${one.commitId}`);
    must(typeof one.deleted === "boolean", "deleted or not");
    must(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(one.pushedAt), `the time is ${one.pushedAt}, which sorts wrongly`);
  }
  return "parsed";
}

const outcomes = (events: readonly unknown[]) => new Set(events.map(parsesOrRefuses));

/** The places of a JSON value: the way to each of its nodes. */
function placesIn(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([field, inside]) => placesIn(inside, [...here, field]))];
}

/** The value with what `change` makes of the node at `place`; undefined takes it out. */
function changed(value: unknown, place: readonly string[], change: (node: unknown) => unknown): unknown {
  const [field, ...rest] = place;
  if (field === undefined) return change(value);
  const copy: unknown = structuredClone(value);
  if (typeof copy !== "object" || copy === null) return copy;
  const inside = changed(Reflect.get(copy, field), rest, change);
  if (inside === undefined) Reflect.deleteProperty(copy, field);
  else Object.defineProperty(copy, field, { value: inside, enumerable: true, writable: true, configurable: true });
  return copy;
}

/** Names and values that have broken parsers before. */
const nasty = fc.constantFrom<unknown>(
  undefined,
  null,
  "",
  " ",
  0,
  -0,
  1e308,
  true,
  [],
  {},
  [[]],
  [null],
  "__proto__",
  "constructor",
  "\u0000",
  "\ud800",
  "2026-11-23",
  "+275760-09-13T00:00:00.000Z",
  "-000001-01-01T00:00:00Z",
  "0",
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
);
const anything = fc.oneof(nasty, fc.jsonValue(), fc.string({ unit: "binary" }));
const change: fc.Arbitrary<(node: unknown) => unknown> = fc.oneof(
  anything.map((value) => () => value),
  fc.constant((node: unknown) => [node, node]),
  fc.constant((node: unknown) => (Array.isArray(node) ? [...node, ...node] : JSON.stringify(node))),
  anything.map((value) => (node: unknown) => (typeof node === "string" ? node + fc.stringify(value) : { inner: value })),
);
const mutation = fc.record({ place: fc.nat(), change });
const mutated = (value: unknown, mutations: readonly { place: number; change: (node: unknown) => unknown }[]): unknown =>
  mutations.reduce((so, { place, change: to }) => {
    const places = placesIn(so);
    return changed(so, places[place % places.length] ?? [], to);
  }, value);

it("takes every fixture as it is, but the notification that is of no push", () => {
  for (const name of FIXTURES)
    expect([name, parsesOrRefuses(eventOf(name))]).toEqual([name, name.startsWith("sns") ? "refused" : "parsed"]);
});

it("survives changes of the SNS event, and of the CodeCommit event inside it", () => {
  const mutations = fc.array(mutation, { maxLength: 4 });
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), mutations, mutations, (name, outside, inside) => {
      const event = eventOf(name);
      const [record] = event.Records;
      if (record && name.startsWith("codecommit"))
        record.Sns.Message = JSON.stringify(mutated(JSON.parse(record.Sns.Message), inside)) ?? "";
      seen.add(parsesOrRefuses(mutated(event, outside)));
    }),
    { numRuns: 2000 },
  );
  expect([...seen].sort()).toEqual(["parsed", "refused"]);
});

it("survives a message that is cut off, spliced or has its characters changed", () => {
  const cut = fc.record({ from: fc.nat(900), to: fc.nat(900), instead: fc.oneof(fc.string({ unit: "binary" }), fc.json()) });
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), cut, (name, { from, to, instead }) => {
      const message = eventOf(name).Records[0]?.Sns.Message ?? "";
      parsesOrRefuses(messageEvent(message.slice(0, from) + instead + message.slice(to)));
    }),
    { numRuns: 1000 },
  );
});

it("gives times that sort as texts, or refuses them", () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const part = fc.oneof(fc.constantFrom("0000", "9999", "2026", "-", "+", ":", "T", "Z", " ", ".", "01", "24", "60"), digits(2));
  const nearly = fc.tuple(
    fc.date({ noInvalidDate: true }),
    fc.constantFrom("Z", "+0000", "-2359", "+14:00", "+00:00", ""),
    digits(3),
  );
  const time = fc.oneof(
    fc.array(part, { maxLength: 14 }).map((parts) => parts.join("")),
    nearly.map(([date, offset, fraction]) => date.toISOString().replace(/\d{3}Z$/, fraction + offset)),
    fc.constantFrom("0", "7", "yesterday 5", "9999-12-31T23:59:59-0100", "0000-01-01T00:00:00.000+0100", "2026-11-23"),
  );
  const seen = new Set<string>();
  fc.assert(
    fc.property(time, (eventTime) => {
      seen.add(parsesOrRefuses(pushEvent({ eventTime })));
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(["parsed", "refused"]);
});

it.each(["arn:aws:codecommit:eu-central-1:123456789012:", ":", "website/../other", "a b", "x".repeat(101)])(
  "refuses an ARN that names no repository: %s",
  (eventSourceARN) => {
    expect(() => pushedReferences(pushEvent({ eventSourceARN }))).toThrow(/eventSourceARN names no repository/);
  },
);

it.each(["0", "7", "yesterday 5", "9999-12-31T23:59:59-0100", "2026-11-23", "2026-02-30T24:30:00Z"])(
  "refuses the time %s",
  (eventTime) => {
    expect(() => pushedReferences(pushEvent({ eventTime }))).toThrow(/eventTime is no time/);
  },
);

it("survives any JSON as the event and as the message", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      outcomes([
        value,
        messageEvent(value),
        messageEvent(JSON.stringify(value)),
        { Records: [value] },
        messageEvent(JSON.stringify({ Records: [value] })),
      ]);
    }),
    { numRuns: 1000 },
  );
});

describe("a message of a megabyte", () => {
  const MEGABYTE = 1_000_000;
  const record = () =>
    (JSON.parse(eventOf("codecommit-push").Records[0]?.Sns.Message ?? "") as { Records: Record<string, unknown>[] }).Records[0];
  const reference = { commit: "5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5", ref: "refs/heads/main" };
  const withChanges = (changes: object) => messageEvent(JSON.stringify({ Records: [{ ...record(), ...changes }] }));
  const long = (of: string) => of.repeat(MEGABYTE / of.length);

  it.each<[string, unknown]>([
    ["a time of digits", withChanges({ eventTime: long("1") })],
    ["a time of offsets", withChanges({ eventTime: long("+0000") })],
    ["a time of spaces", withChanges({ eventTime: long(" ") })],
    ["a time of brackets", withChanges({ eventTime: long("(") })],
    ["an ARN of colons", withChanges({ eventSourceARN: long(":") })],
    ["a reference's name", withChanges({ codecommit: { references: [{ ...reference, ref: long("refs/") }] } })],
    ["a commit", withChanges({ codecommit: { references: [{ ...reference, commit: long("5f6a") }] } })],
    ["references", withChanges({ codecommit: { references: new Array(12_000).fill(reference) } })],
    ["records", messageEvent(JSON.stringify({ Records: new Array(2000).fill(record()) }))],
    ["empty records", messageEvent(JSON.stringify({ Records: new Array(300_000).fill({}) }))],
    ["braces", messageEvent(long("{"))],
    ["brackets", messageEvent(long("["))],
    ["nested lists", messageEvent(`{"Records":${"[".repeat(MEGABYTE / 2)}${"]".repeat(MEGABYTE / 2)}}`)],
    ["a text", messageEvent(long("x"))],
    ["deliveries", { Records: new Array(1000).fill(eventOf("codecommit-push").Records[0]) }],
  ])("is read or refused at once when it is %s", (_what, event) => {
    const start = performance.now();
    parsesOrRefuses(event);
    // Some ten milliseconds; anything quadratic would take minutes.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

it("says in a bounded message what is wrong, however long the wrong text is", () => {
  const text = "x".repeat(1_000_000);
  const message = eventOf("codecommit-push").Records[0]?.Sns.Message ?? "";
  for (const field of [/5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5/, /2026-11-23T17:12:45.625\+0000/, /(?<=123456789012:)website/])
    expect(refusalOf(messageEvent(message.replace(field, text))).length).toBeLessThan(300);
});

function refusalOf(event: unknown): string {
  try {
    return JSON.stringify(pushedReferences(event));
  } catch (error) {
    return String(error);
  }
}
