import { Link } from "gatsby";
import { dayInWords } from "../live/clock.ts";
import { standingOf, type TalkSummary } from "../live/standing.ts";
import { shownAt } from "../live/wording.ts";
import { useNow } from "./use-now";

/** A talk's page, as `allSitePage` gives it. */
export interface TalkPage {
  readonly path: string;
  readonly pageContext: TalkSummary;
}

/** Talks, each with how it stands. */
export function TalkList({ talks }: { talks: readonly TalkPage[] }) {
  const now = useNow();
  return (
    <ul className="talks">
      {talks.map(({ path, pageContext: talk }) => (
        <li key={path}>
          <Link to={path}>{talk.title ?? talk.talk}</Link>
          <p className="meta">
            <Standing talk={talk} now={now} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Standing({ talk, now }: { talk: TalkSummary; now: number | null }) {
  const standing = standingOf(talk, now);
  const { speaker, date, timeZone, latest, count } = talk;
  const entries = count === 1 ? "1 entry" : `${count} entries`;
  const facts = {
    "not begun": ["Not begun", date && dayInWords(date)],
    begun: [entries, latest && `the last on ${shownAt(latest, timeZone, null)}`],
    live: [entries, latest && `the last at ${shownAt(latest, timeZone, date)}`],
    ended: ["Ended", date && dayInWords(date), entries],
  }[standing];
  return (
    <>
      {standing === "live" && <span className="live-now">Live now</span>} {[...facts, speaker].filter(Boolean).join(" · ")}
    </>
  );
}
