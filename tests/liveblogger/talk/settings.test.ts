import fc from "fast-check";
import { stringify } from "yaml";
import { readSettings } from "../../../liveblogger/talk/settings.ts";

const WHOLE = `# what the talk is
title: A website that publishes itself
speaker: Ada Lovelace
date: 2026-11-28
timeZone: Europe/Berlin
threshold: 0.9
unknownPhotos: post
recogniser:
  with: rekognition
  region: eu-central-1
deck: slides.pdf
`;
const LEAST = "title: A\nspeaker: B\ndate: 2026-11-28\n";

/** The problems as `line: message`. */
const problems = (yaml: string): string[] => readSettings(yaml).problems.map(({ line, message }) => `${line}: ${message}`);

test("reads every field, and the deck that it names with its line", () => {
  const { settings, deck, problems } = readSettings(WHOLE);
  expect(problems).toEqual([]);
  expect(settings).toEqual({
    title: "A website that publishes itself",
    speaker: "Ada Lovelace",
    date: "2026-11-28",
    timeZone: "Europe/Berlin",
    threshold: 0.9,
    unknownPhotos: "post",
    recogniser: { with: "rekognition", region: "eu-central-1" },
    deck: "slides.pdf",
  });
  expect(deck).toEqual({ name: "slides.pdf", line: 11 });
});

test("fills in what may be left out", () => {
  expect(readSettings(LEAST).settings).toEqual({
    title: "A",
    speaker: "B",
    date: "2026-11-28",
    timeZone: "UTC",
    threshold: 0.8,
    unknownPhotos: "ignore",
    recogniser: { with: "own" },
  });
});

test("a recogniser may be named alone, when it needs no more", () => {
  expect(readSettings(`${LEAST}recogniser: rekognition\n`).settings?.recogniser).toEqual({ with: "rekognition" });
  expect(problems(`${LEAST}recogniser: ximilar\n`)).toEqual(["4: recogniser.task is missing: add task: 1a2b3c4d"]);
});

test("tells everything that is wrong at once, in the order of the lines, each with what to do", () => {
  const wrong = `titel: Typo
speaker: 12
date: 2026-02-30
timeZone: Berlin
threshold: 80
unknownPhotos: publish
recogniser:
  with: own
  region: eu-central-1
  tokn: abc
`;
  expect(problems(wrong)).toEqual([
    "1: title is missing: add title: How we moved the moon",
    "1: titel is no field of a talk: did you mean title?",
    "2: speaker has to be text of at most 200 characters on one line, as in speaker: Ada Lovelace; it is 12",
    '3: date has to be a day of the calendar, as in date: 2026-11-28; it is "2026-02-30"',
    '4: timeZone has to be a time zone as IANA names it, as in timeZone: Europe/Berlin; it is "Berlin". Did you mean Europe/Berlin?',
    "5: threshold has to be a number from 0.5 to 1, as in threshold: 0.8; it is 80",
    '6: unknownPhotos has to be ignore or post, as in unknownPhotos: ignore; it is "publish"',
    "9: region does not go with this recogniser: remove it",
    "10: tokn is no field of recogniser; its fields are with, region, task",
  ]);
});

test.each([
  ["", "1: it has to be lines of the form `name: value`"],
  ["- a\n- list", "1: it has to be lines of the form `name: value`"],
  [`${LEAST}title: Again\n`, "4: this is no YAML: Map keys must be unique"],
  [`${LEAST}deck: [unclosed\n`, expect.stringMatching(/^\d: this is no YAML: /)],
  [`${LEAST}---\ntitle: Another\n`, expect.stringMatching(/^\d: this is no YAML: .*multiple documents/)],
  [`${LEAST}deck:\n`, "4: deck has no value: write deck: talk.pdf"],
  [`${LEAST}title: "two\\nlines"\n`.slice(9), expect.stringContaining("on one line")],
  [LEAST.replace("2026-11-28", "28.11.2026"), expect.stringMatching(/^3: date has to be a day of the calendar/)],
  [`${LEAST}timeZone: "+02:00"\n`, expect.stringMatching(/^4: timeZone has to be a time zone as IANA names it/)],
  [`${LEAST}threshold: .nan\n`, expect.stringMatching(/^4: threshold .* it is NaN$/)],
  [`${LEAST}recogniser: vize\n`, expect.stringContaining("own, rekognition or ximilar")],
  [
    `${LEAST}uploadToken: abc\n`,
    expect.stringMatching(/^4: uploadToken is no field of a talk: a secret does not belong into a file/),
  ],
  [`${LEAST}recogniser: {with: ximilar, task: a, token: b}\n`, expect.stringContaining("XIMILAR_TOKEN")],
  [
    `a: &a [1,1]\nb: &b [${"*a,".repeat(9)}]\nc: &c [${"*b,".repeat(9)}]\nd: &d [${"*c,".repeat(9)}]\ne: [${"*d,".repeat(9)}]\n`,
    "1: it refers to itself: write it without & and *",
  ],
])("%j", (yaml, problem) => {
  expect(problems(yaml)).toEqual([problem]);
});

test("never throws, and gives either settings or problems with lines that there are", () => {
  const field = fc.constantFrom("title", "speaker", "date", "timeZone", "threshold", "recogniser", "deck", "__proto__", "titel");
  const yaml = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.dictionary(field, fc.jsonValue()).map((value) => stringify(value)),
    fc.array(fc.tuple(field, fc.string())).map((pairs) => pairs.map(([name, value]) => `${name}: ${value}`).join("\n")),
  );
  fc.assert(
    fc.property(yaml, (text) => {
      const { settings, problems } = readSettings(text);
      expect(settings === undefined).toBe(problems.length > 0);
      for (const { line } of problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split("\n").length);
      }
    }),
    { numRuns: 500 },
  );
});
