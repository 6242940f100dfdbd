/** What became of a photograph, in a line. Pure. */
import type { Paint } from "../paint.ts";
import { seconds } from "../progress.ts";
import type { Fate } from "./follow-push.ts";

export interface Pushed {
  /** the file, as it was named */
  readonly photo: string;
  readonly fate?: Fate;
  /** why nothing became of it */
  readonly error?: { readonly name: string; readonly message: string };
}

/** For programs. */
export function pushedValue({ photo, fate, error }: Pushed): object {
  if (!fate) return { photo, error };
  const { execution, decision, readable } = fate;
  const { prediction = null, assurance, updateSite, entry, message } = decision;
  const readableAfter = readable === undefined ? null : readable / 1000;
  return { photo, execution, slide: prediction, assurance, isNews: updateSite === true, entry, decided: message, readableAfter };
}

/** `a.jpg  slide 12, 0.998 sure  Slide 12 is news  to be read after 0.9 s` */
export function pushedLine({ photo, fate, error }: Pushed, paint: Paint): string {
  if (!fate) return `${photo}  ${paint("red", error?.message ?? "nothing became of it")}`;
  const { decision, readable } = fate;
  const { prediction, assurance, updateSite, message = "" } = decision;
  const recognised = typeof prediction === "number" ? `slide ${prediction}` : "no slide";
  return [
    photo,
    `${recognised}, ${share(assurance ?? 0)} sure`,
    updateSite ? paint("green", message) : message,
    ...(readable === undefined ? [] : [`to be read after ${seconds(readable)}`]),
  ].join("  ");
}

/** Rounded down: nothing is quite certain. */
const share = (assurance: number): string => (Math.floor(assurance * 1000) / 1000).toFixed(3);
