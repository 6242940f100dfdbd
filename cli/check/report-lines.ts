/** A check in words that a speaker understands. Pure. */
import type { Paint } from "../paint.ts";
import { counted } from "../times.ts";
import type { TalkReport } from "./check-talk.ts";

/** More of a kind are counted, not listed. */
const MOST = 8;

export function reportLines(report: TalkReport, paint: Paint): string[] {
  const { title, slides, photographs, wanted, results } = report;
  const recognised = results.reduce((sum, one) => sum + one.recognised, 0);
  const short = photographs < wanted ? ` (there was no time for the other ${wanted - photographs}: --within gives more)` : "";
  return [
    paint("bold", `“${title}”, ${counted(slides, "slide")}`),
    "",
    `Rehearsed with ${counted(photographs, "photograph")}${short}: ${recognised} were recognised.`,
    ...warnings(report).map((line) => `${paint("yellow", "!")} ${line}`),
    "",
    paint(report.verdict === "ready" ? "green" : report.verdict === "nearly ready" ? "yellow" : "red", verdictOf(report)),
  ];
}

function warnings(report: TalkReport): string[] {
  const { identical, near, withoutNotes, results, confused, weak, untried, slides } = report;
  const weakLines = weak.slice(0, MOST).map((slide) => {
    const { photographs = 0, recognised = 0 } = results[slide - 1] ?? {};
    return `${named(slide, report)} was recognised on ${recognised || "none"} of its ${counted(photographs, "photograph")}.`;
  });
  const confusedLines = confused.slice(0, MOST).map(({ slides: [shown, seen], times, published }) => {
    const seriously = published > 0 ? ", and readers would have seen the wrong one" : "; that was too unsure to be posted";
    return `${named(shown, report)} was taken for ${named(seen, report)}, ${times === 1 ? "once" : `${times} times`}${seriously}.`;
  });
  return [
    ...identical.map((set) => `Slides ${listed(set)} look the same: they share one entry, with the notes of the first.`),
    ...near.slice(0, MOST).map(({ slides: [one, other], differs }) => {
      return `Slides ${one} and ${other} are nearly the same: they differ in ${percent(differs)} of their picture.`;
    }),
    ...more(near.length, "pairs of slides are nearly the same"),
    ...(untried.length > 0 ? [`There was no time for ${counted(untried.length, "slide")}: ${listed(untried)}.`] : []),
    ...weakLines,
    ...more(weak.length, "slides were recognised seldom"),
    ...confusedLines,
    ...more(confused.length, "pairs were confused"),
    ...noteless(withoutNotes, slides),
  ];
}

function noteless(slides: readonly number[], all: number): string[] {
  if (slides.length === 0) return [];
  if (slides.length === all) return ["No slide has notes: readers will see pictures and titles only."];
  if (slides.length > MOST) return [`${slides.length} of ${all} slides have no notes: --json lists them.`];
  return [slides.length === 1 ? `Slide ${slides[0]} has no notes.` : `Slides ${listed(slides)} have no notes.`];
}

const more = (count: number, what: string): string[] => (count > MOST ? [`${count - MOST} more ${what}: --json lists all.`] : []);

function verdictOf({ verdict, weak, untried, confused }: TalkReport): string {
  switch (verdict) {
    case "ready":
      return "Ready: every slide is recognised from all over the room.";
    case "nearly ready": {
      const seen = confused.filter(({ published }) => published > 0).flatMap(({ slides }) => slides);
      const doubtful = [...new Set([...weak, ...seen])].sort((one, other) => one - other);
      const others = untried.length > 0 ? "all others that were tried are recognised" : "all others are recognised";
      return doubtful.length === 0
        ? `Nearly ready: ${others}. Check again with more time, --within 600.`
        : `Nearly ready: look at ${doubtful.length === 1 ? "slide" : "slides"} ${listed(doubtful)}, which a title or a picture of its own makes better known; ${others}.`;
    }
    case "not ready":
      return `Not ready: ${weak.length} slides are recognised too seldom. Give each a title or a picture of its own, large enough for the last row, and check again.`;
  }
}

/** `Slide 12 “The moon”` */
const named = (slide: number, { titles }: TalkReport): string =>
  `Slide ${slide}${titles[slide - 1] ? ` “${titles[slide - 1]}”` : ""}`;

const listed = (slides: readonly number[]): string => new Intl.ListFormat("en").format(slides.map(String));

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
