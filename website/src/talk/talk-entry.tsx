import { memo } from "react";
import type { Entry, Pictures } from "../live/entry.ts";
import { doubt, shownAgain, shownAt } from "../live/wording.ts";
import { Notes } from "./notes";

interface Props {
  readonly entry: Entry;
  /** Where the talk is given, and its day there. */
  readonly timeZone: string | null;
  readonly day: string | null;
  /** Whether it came while the page was open. */
  readonly isNew: boolean;
}

/** One slide of a talk: when it was shown, its picture, and what the speaker has to say to it. */
export const TalkEntry = memo(function TalkEntry({ entry, timeZone, day, isNew }: Props) {
  const { name, title, time, slide, pictures, notes } = entry;
  const remarks = [slide !== null && `slide ${slide}`, shownAgain(entry, timeZone), doubt(entry)].filter(Boolean);
  return (
    <li id={name} className={isNew ? "new" : undefined}>
      <article>
        <p className="meta">
          <a href={`#${name}`}>
            <time dateTime={time}>{shownAt(time, timeZone, day)}</time>
          </a>
          {remarks.map((remark) => ` · ${remark}`).join("")}
        </p>
        <h2 tabIndex={-1}>{title}</h2>
        {pictures && <Slide pictures={pictures} alt={slide === null ? "The photograph" : `Slide ${slide}, as it was shown`} />}
        <Notes notes={notes} />
      </article>
    </li>
  );
});

/** The room that a picture has on the page: `--measure`, or a small screen without its margins (see base.css). */
const ROOM = "(min-width: 46.5rem) 44rem, calc(100vw - 2.5rem)";

function Slide({ pictures: { large, small }, alt }: { pictures: Pictures; alt: string }) {
  const sizes = [small, large].flatMap((picture) => (picture?.width ? [`${picture.src} ${picture.width}w`] : []));
  return (
    <img
      className="slide"
      // These before src, which some browsers would else begin to fetch at once.
      loading="lazy"
      sizes={sizes.length > 1 ? ROOM : undefined}
      srcSet={sizes.length > 1 ? sizes.join(", ") : undefined}
      src={large.src}
      width={large.width}
      height={large.height}
      alt={alt}
      decoding="async"
    />
  );
}
