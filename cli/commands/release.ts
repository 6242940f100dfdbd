import { Command } from "commander";
import type { Current } from "../../website/scripts/releases/current.ts";
import { listReleases } from "../../website/scripts/releases/list-releases.ts";
import type { Release } from "../../website/scripts/releases/release.ts";
import { rollBack } from "../../website/scripts/releases/roll-back.ts";
import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import { seconds } from "../progress.ts";
import { siteBucketOf } from "../release/place.ts";
import { releaseTable, unfinished } from "../release/release-table.ts";
import type { Terminal } from "../terminal.ts";

type Output = Pick<Terminal, "json" | "result" | "tell" | "write">;

const HELP = `
Every publish is a release. A rollback makes an earlier one the site again in seconds, without a build; it is a release
itself, and the next push publishes over it.

  npx lectern release list                    of the Lectern that npm start runs
  npx lectern release rollback v12
  npx lectern release list --target aws       of a deployment, with your AWS credentials
`;

/** `lectern release`, with its subcommands. */
export function releaseCommand(terminal: Terminal): Command {
  const located = (command: Command): Command => withPlace(command).option("--bucket <name>", "the site's bucket, by its name");

  const release = new Command("release").description("what the site was, and making it so again").addHelpText("after", HELP);
  located(release.command("list"))
    .description("the releases that can be had back, newest first; → marks the site's")
    .action((place: Place) => listSiteReleases(place, terminal));
  located(release.command("rollback <id>"))
    .description("make an earlier release the site again, without a build")
    .action((id: string, place: Place) => rollSiteBack(id, place, terminal));
  return release;
}

/** `lectern release list`: what the site was, newest first. */
export async function listSiteReleases(place: Place, { json, result, write }: Output): Promise<void> {
  await explainingAws(place, async () => {
    const bucket = await siteBucketOf(place);
    const { releases, current } = await listReleases(bucket);
    if (json) for (const release of releases) result(toldOf(release, current), () => []);
    else if (releases.length === 0) write(`The bucket ${bucket.name} has no releases yet: the next publish makes the first.`);
    else for (const line of [...releaseTable(releases, current), ...unfinished(releases, current)]) write(line);
  });
}

/** The release, for programs: without its files' names. */
const toldOf = ({ id, time, commit, posts, files, rollbackOf }: Release, current: Current | undefined) => ({
  id,
  isSite: current?.release === id,
  time,
  commit,
  posts,
  files: Object.keys(files).length,
  bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
  ...(rollbackOf && { rollbackOf }),
});

/** `lectern release rollback <id>`: makes an earlier release the site again, without a build. */
export async function rollSiteBack(id: string, place: Place, { result, tell }: Output): Promise<void> {
  await explainingAws(place, async () => {
    const bucket = await siteBucketOf(place);
    const started = performance.now();
    const release = await rollBack(bucket, id, tell);
    if (!release) return result({ release: id, isNew: false }, () => [`The site is ${id} already: nothing to do.`]);
    const milliseconds = performance.now() - started;
    result({ release: release.id, isNew: true, rollbackOf: id, commit: release.commit }, () => [
      `The site is ${id} again (commit ${release.commit.slice(0, 7)}), as release ${release.id}, in ${seconds(milliseconds)}.`,
      "The next push publishes over it; to keep what it took off the site away, revert the commit and push.",
    ]);
  });
}
