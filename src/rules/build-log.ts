/** Why a build failed, in the words of the programs that ran in it. */

/** What such a program says last: website/scripts/support/program.ts, and the commands of buildspecs/. */
const REASON = /^Lectern: (\S.*)$/;
/** What may follow it: a place in a file, and what is wrong there. */
const PLACE = /^\S+:\d+: \S/;
/** The reason is stored and sent on: a hundred broken posts are told of by the first. */
const MOST_PLACES = 10;
const MOST_CHARACTERS = 300;

const shortened = (line: string): string => (line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 3)}...` : line);

/** The last reason in the log's lines, with the places below it, a line each; undefined when no program gave one. */
export function reasonIn(log: readonly string[]): string | undefined {
  const lines = log.flatMap((text) => text.trimEnd().split(/\r?\n/));
  const at = lines.findLastIndex((line) => REASON.test(line));
  const reason = REASON.exec(lines[at] ?? "")?.[1];
  if (reason === undefined) return undefined;
  const below = lines.slice(at + 1);
  const end = below.findIndex((line) => !PLACE.test(line));
  const places = end < 0 ? below : below.slice(0, end);
  const more = places.length > MOST_PLACES ? [`and ${places.length - MOST_PLACES} more`] : [];
  return [...[reason, ...places.slice(0, MOST_PLACES)].map(shortened), ...more].join("\n");
}

/** The first place in a reason, in parts; undefined when it names none. */
export function placeIn(reason: string): { readonly file: string; readonly line: string; readonly problem: string } | undefined {
  const [, file, line, problem] = /^(\S+):(\d+): (\S.*)$/m.exec(reason) ?? [];
  return file && line && problem ? { file, line, problem } : undefined;
}
