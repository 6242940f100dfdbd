import { Command } from "commander";
import { listReleases } from "../../website/scripts/releases/list-releases.ts";
import { rollBack } from "../../website/scripts/releases/roll-back.ts";
import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import { siteBucketOf } from "../release/place.ts";
import { releaseTable } from "../release/release-table.ts";

type Write = (line: string) => void;

const HELP = `
Every publish is a release. A rollback makes an earlier one the site again in seconds, without a build; it is a release
itself, and the next push publishes over it.

  npm run release -- list                     of the Lectern that npm start runs
  npm run release -- rollback v12
  npm run release -- list --stage dev         of a deployment, with your AWS credentials
`;

/** `lectern release`, with its subcommands. */
export function releaseCommand(write: Write, parsePort: (text: string) => number): Command {
  const located = (command: Command): Command =>
    withPlace(command, parsePort).option("--bucket <name>", "the site's bucket, by its name");

  const release = new Command("release").description("what the site was, and making it so again").addHelpText("after", HELP);
  located(release.command("list"))
    .description("the releases that can be had back, newest first; → marks the site's")
    .action((place: Place) => listSiteReleases(place, write));
  located(release.command("rollback <id>"))
    .description("make an earlier release the site again, without a build")
    .action((id: string, place: Place) => rollSiteBack(id, place, write));
  return release;
}

/** `lectern release list`: what the site was, newest first. */
export async function listSiteReleases(place: Place, write: Write): Promise<void> {
  await explainingAws(place, async () => {
    const bucket = await siteBucketOf(place);
    const { releases, current } = await listReleases(bucket);
    if (releases.length === 0) return write(`The bucket ${bucket.name} has no releases yet: the next publish makes the first.`);
    for (const line of releaseTable(releases, current)) write(line);
  });
}

/** `lectern release rollback <id>`: makes an earlier release the site again, without a build. */
export async function rollSiteBack(id: string, place: Place, write: Write): Promise<void> {
  await explainingAws(place, async () => {
    const bucket = await siteBucketOf(place);
    const started = performance.now();
    const release = await rollBack(bucket, id, write);
    if (!release) return write(`The site is ${id} already: nothing to do.`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    write(`The site is ${id} again (commit ${release.commit.slice(0, 7)}), as release ${release.id}, in ${seconds} s.`);
    write("The next push publishes over it; to keep what it took off the site away, revert the commit and push.");
  });
}
