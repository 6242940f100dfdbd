import { readTalk, unknownTalk } from "../../website/scripts/content/read-talk.ts";

const talk = { title: "A talk", speaker: "Ada", date: "2026-11-28", timeZone: "Europe/Berlin", status: "open" };

it("reads all that is told of a talk, and nothing else", () => {
  expect(readTalk(JSON.stringify({ ...talk, deck: "a.pdf" }))).toEqual({ talk, problems: [] });
});

it("goes on without what is not told, as in talks of old", () => {
  expect(readTalk('{"title":"A talk","speaker":null}')).toEqual({ talk: { ...unknownTalk, title: "A talk" }, problems: [] });
});

it.each([
  ["title", 7],
  ["speaker", ""],
  ["date", "tomorrow"],
  ["timeZone", "Mars/Olympus"],
  ["timeZone", 1],
  ["status", "soon"],
])("goes on without the %s %j, and says so", (name, value) => {
  const read = readTalk(JSON.stringify({ ...talk, [name]: value }));
  expect(read.talk).toEqual({ ...talk, [name]: null });
  expect(read.problems).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))]);
});

it.each(["null", "[]", "7", '"text"'])("takes %s for a talk that tells nothing", (json) => {
  expect(readTalk(json).talk).toEqual(unknownTalk);
});

it("throws what JSON.parse says of what is no JSON", () => {
  expect(() => readTalk("{")).toThrow(SyntaxError);
});
