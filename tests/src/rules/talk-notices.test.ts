import fc from "fast-check";
import type { Notice } from "../../../src/rules/notice.ts";
import {
  afterTalkNotice,
  NOTHING_TOLD_OF_TALK,
  type TalkHistory,
  type TalkState,
  talkNoticeOf,
} from "../../../src/rules/talk-notices.ts";

const SITE = "https://d111111abcdef8.cloudfront.net";
const TALK = "what-a-talk";
const ADDRESS = `${SITE}/live/${TALK}/`;

/** How the execution of the n-th photograph ended: with a new entry, when nothing else is said. */
const ended = (number: number, changes: Partial<TalkState> = {}): TalkState => ({
  talk: TALK,
  execution: `${TALK}-${number}`,
  takenAt: new Date(Date.parse("2026-11-28T13:00:00.000Z") + number * 20_000).toISOString(),
  updateSite: true,
  ...changes,
});
const failed = (number: number, name = "BuildFailed", message = "in BUILD: exit status 1"): TalkState =>
  ended(number, { error: { Error: name, Cause: JSON.stringify({ errorType: name, errorMessage: message }) } });
const end = (entries: number, endedAt?: string): TalkState => ({ talk: TALK, ended: true, entries, ...(endedAt && { endedAt }) });

/** What is told of these, one after the other. */
function told(...states: readonly TalkState[]): Notice[] {
  let history: TalkHistory = NOTHING_TOLD_OF_TALK;
  const notices: Notice[] = [];
  for (const state of states) {
    const notice = talkNoticeOf(state, SITE, history);
    if (!notice) continue;
    notices.push(notice);
    history = afterTalkNotice(history, state, notice);
  }
  return notices;
}
const kinds = (...states: readonly TalkState[]) => told(...states).map(({ kind }) => kind);
const texts = (...states: readonly TalkState[]) => told(...states).map(({ text }) => text);

it("tells of a talk's start and end, and of nothing in between", () => {
  const many = Array.from({ length: 30 }, (_, number) => ended(number));
  expect(texts(...many, end(30))).toEqual([
    `Lectern: what-a-talk has begun: ${ADDRESS}`,
    `Lectern: what-a-talk has ended with 30 entries: ${ADDRESS}`,
  ]);
  expect(texts(end(1))).toEqual([`Lectern: what-a-talk has ended with 1 entry: ${ADDRESS}`]);
});

it("tells of no start that lies before the end, for the photograph waited in a camera; of one after it, it does", () => {
  const { takenAt = "" } = ended(5);
  expect(kinds(end(0, takenAt), ended(4), ended(5))).toEqual(["end"]);
  expect(kinds(end(0, takenAt), ended(6), ended(7))).toEqual(["end", "start"]);
  expect(kinds(failed(3), end(0, takenAt), ended(5))).toEqual(["failure", "end"]);
});

it("tells of a talk that was opened and ended again, as many entries as it has", () => {
  const [first = "", second = ""] = [ended(5).takenAt, ended(8).takenAt];
  expect(kinds(end(0, first), end(0, first), end(0, second), ended(7))).toEqual(["end", "end"]);
});

it("does not take a photograph that was no news for a start", () => {
  expect(kinds(ended(0, { updateSite: false }), ended(1))).toEqual(["start"]);
});

it("tells once, though tasks are run again", () => {
  expect(kinds(ended(0), ended(0), failed(1), failed(1), ended(2), ended(2), end(2), end(2))).toEqual([
    "start",
    "failure",
    "recovery",
    "end",
  ]);
});

it("tells of the end again when a talk goes on and ends with more", () => {
  expect(kinds(ended(0), end(1), ended(1), end(2))).toEqual(["start", "end", "end"]);
});

it("tells of the first failure, then of the recovery", () => {
  expect(texts(ended(0), failed(1), failed(2), failed(3), ended(4), ended(5))).toEqual([
    `Lectern: what-a-talk has begun: ${ADDRESS}`,
    "Lectern: trouble in what-a-talk. BuildFailed: in BUILD: exit status 1",
    `Lectern recovered: what-a-talk goes on: ${ADDRESS}`,
  ]);
});

it("takes for a recovery neither what was no news, nor an earlier photograph that ends later", () => {
  expect(kinds(ended(0), failed(2), ended(3, { updateSite: false }), ended(1))).toEqual(["start", "failure"]);
  expect(kinds(failed(0), ended(1))).toEqual(["failure", "recovery"]);
});

it("does not tell of a failure that a later photograph has made good", () => {
  expect(kinds(failed(2), ended(3), failed(1))).toEqual(["failure", "recovery"]);
});

it.each(["PhotographUnreadable", "PhotographTooLarge", "PhotographTooSmall", "PhotographRefused", "PhotoGone"])(
  "keeps %s, which concerns one photograph, for the log",
  (name) => {
    expect(kinds(ended(0), failed(1, name), ended(2))).toEqual(["start"]);
  },
);

describe("the letter of a failure", () => {
  it.each([
    ["BuildFailed", "Nothing is lost"],
    ["BuildTimedOut", "Nothing is lost"],
    ["DeckMissing", "lectern talk publish"],
    ["TalkUnknown", "lectern talk publish"],
    ["IndexDamaged", "lectern talk publish"],
    ["RecogniserMisconfigured", "talk.yml"],
    ["AccessDeniedException", "The logs of the functions"],
    ["constructor", "The logs of the functions"],
  ])("of %s says what to do", (name, advice) => {
    expect(told(failed(0, name))[0]?.letter).toContain(advice);
  });

  it("has the whole message, the log and the execution", () => {
    const message = "The build of the live posts FAILED in BUILD: no. Build site:3e2e946f-4559, log https://l.example/x";
    const [notice] = told(failed(0, "BuildFailed", message));
    expect(notice?.text).toMatch(/FAILED in BUILD: no Log: site:3e2e946f$/);
    expect(notice?.letter).toContain("Log: https://l.example/x\nBuild: site:3e2e946f-4559");
    expect(notice?.letter).toContain(`Execution: ${TALK}-0`);
  });
});

it("fits into one SMS and an email's subject, whatever happens", () => {
  const state = fc.record({
    talk: fc.stringMatching(/^[a-z0-9]{1,40}$/),
    execution: fc.string(),
    takenAt: fc.constant("2026-11-28T13:00:00.000Z"),
    updateSite: fc.constant(true),
  });
  const error = fc.option(
    fc.record({ Error: fc.string({ unit: "binary", maxLength: 60 }), Cause: fc.string({ unit: "binary" }) }),
  );
  fc.assert(
    fc.property(state, error, fc.boolean(), fc.nat(), (state, error, isEnd, entries) => {
      const notice = talkNoticeOf(
        { ...state, ...(error && { error }), ...(isEnd && { ended: true, entries }) },
        SITE,
        NOTHING_TOLD_OF_TALK,
      );
      if (!notice) return;
      expect(notice.text.length).toBeLessThanOrEqual(151); // SNS puts "Lectern> " in front
      expect(notice.text).toMatch(/^[\x20-\x7e]+$/);
      expect(notice.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    }),
  );
});
