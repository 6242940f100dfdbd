/** Titles are not whole paragraphs. */
const LONGEST = 120;
/** A line that is on so many pages, numbers aside, is part of the deck's frame. */
const COMMON = 0.4;

/** Each page's title: its first line that is not part of the deck's frame (header, footer, page number); else its first line. */
export function titlesOf(texts: readonly string[]): string[] {
  const lines = texts.map((text) =>
    text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter(Boolean),
  );
  const counts = new Map<string, number>();
  for (const page of lines) for (const line of new Set(page.map(shape))) counts.set(line, (counts.get(line) ?? 0) + 1);
  const framed = (line: string): boolean => texts.length > 4 && (counts.get(shape(line)) ?? 0) > COMMON * texts.length;
  return lines.map((page) => {
    const title = page.find((line) => /\p{L}/u.test(line) && !framed(line)) ?? page[0] ?? "";
    return title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title;
  });
}

/** A line without its numbers: "4 / 41" and "5 / 41" are one. */
const shape = (line: string): string => line.replace(/\d+/g, "#");
