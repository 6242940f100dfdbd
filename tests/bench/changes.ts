/**
 * How far the camera's change detector tells near twins from noise, for all decks of our own: `npm run bench:changes [-- TWINS]`, with
 * so many near twins of each deck (5). Its threshold was set by this table: website/src/camera/README.md.
 */
import { LEVELS } from "../../liveblogger/augment/index.ts";
import { makeDecks } from "../../liveblogger/decks-made/decks.ts";
import { difference, THRESHOLD } from "../../website/src/camera/change.ts";
import { nearTwins, viewsOf } from "./changes/near-twins.ts";

const most = Number(process.argv[2] ?? 5);
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const twins = makeDecks().flatMap(({ name }) => nearTwins(name, most));
write(`${twins.length} near twins, threshold ${THRESHOLD}\n`);
write("| photographs | twins, the least | … and shaken | same page, the most | … and shaken | same pages taken for a change |");
write("| --- | --- | --- | --- | --- | --- |");
for (const level of LEVELS) {
  const rows: { twin: number; twinShaken: number; same: number; shaken: number }[] = [];
  for (const twin of twins) {
    const views = viewsOf(twin, level);
    const before = await views.before();
    rows.push({
      twin: difference(before, await views.after()),
      twinShaken: difference(before, await views.afterShaken()),
      same: difference(before, await views.again()),
      shaken: difference(before, await views.shaken()),
    });
  }
  const least = (key: "twin" | "twinShaken") => Math.min(...rows.map((row) => row[key])).toFixed(1);
  const largest = (key: "same" | "shaken") => Math.max(...rows.map((row) => row[key])).toFixed(1);
  const mistaken = rows.filter(({ same }) => same >= THRESHOLD).length;
  write(
    `| ${level} | ${least("twin")} | ${least("twinShaken")} | ${largest("same")} | ${largest("shaken")} | ${mistaken} of ${rows.length} |`,
  );
}
