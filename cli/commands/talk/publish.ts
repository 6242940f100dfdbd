import { Command } from "commander";
import { renderUnicodeCompact } from "uqr";
import type { Place } from "../../place.ts";
import { withPlace } from "../../place-options.ts";
import type { PublishedTalk } from "../../talk/publish-talk.ts";
import type { Terminal } from "../../terminal.ts";

const HELP = `
The folder holds talk.yml, the deck, and the speaker's notes in notes/01.md and so on: talks/README.md says more. Published
again, the talk is brought up to date: slides, notes and settings are the folder's, and so are the notes of what was posted, if the
deck is the same. What was posted stays, and so does the token.

  npx lectern talk publish talks/sample                to the Lectern that npm start runs
  npx lectern talk publish talks/sample --target aws   to a deployment, with your AWS credentials

A camera sends photographs of the screen to the upload address, JPEG or PNG, at most 4 MB each:

  curl -H "Authorization: Bearer <token>" -H "Content-Type: image/jpeg" --data-binary @photo.jpg <upload address>

It may name itself (Camera-Id: 1 to 64 letters, digits, dots, hyphens, underscores), and say how many seconds ago a photograph
was taken that had to wait (Photo-Age: 12.5).
`;

interface Flags extends Place {
  readonly newToken?: boolean;
  readonly fresh?: boolean;
}

/** `lectern talk publish`. */
export const publishCommand = ({ json, result, write, tell, stopSignal }: Terminal): Command =>
  withPlace(new Command("publish"))
    .description("publish a talk: its page is there, and cameras may send photographs")
    .argument("<folder>", "the talk's folder, whose name becomes the talk's; its name alone when it lies in talks/")
    .option("--new-token", "replace the token: cameras that have the old one are refused")
    .option("--fresh", "take back what was posted before, as after a rehearsal")
    .addHelpText("after", HELP)
    .action(async (folder: string, { newToken = false, fresh = false, ...place }: Flags) => {
      const stopped = stopSignal();
      const [{ publishTalk }, { talkFolder }] = await Promise.all([
        import("../../talk/publish-talk.ts"),
        import("../../talk/talk-folder.ts"),
      ]);
      const told = (talk: PublishedTalk): void => result(talk, () => addressesOf(talk));
      const { pageUrl } = await publishTalk(talkFolder(folder), { place, newToken, fresh, tell, stopped }, told);
      if (!json) write(`The page is there: ${pageUrl}`);
    });

/** What the speaker needs to know. */
function addressesOf({
  talk,
  title,
  slides,
  noted,
  removed,
  timeZone,
  pageUrl,
  uploadUrl,
  uploadUrlInNetwork,
  token,
  camera,
  identical,
}: PublishedTalk): string[] {
  const gone = removed > 0 ? `; ${removed} of an earlier deck removed` : "";
  return [
    `“${title}” takes photographs: ${slides} slides, ${noted} with notes${gone}. Times are told in ${timeZone}.`,
    ...identical.map((set) => `Slides ${new Intl.ListFormat("en").format(set.map(String))} look the same: they share an entry.`),
    "",
    `  Page    ${pageUrl}`,
    `  Upload  ${uploadUrl}`,
    ...(uploadUrlInNetwork ? [`          ${uploadUrlInNetwork} from elsewhere in this network`] : []),
    token === undefined
      ? "  Token   as before; --new-token makes another"
      : `  Token   ${token}\n          (shown this once and kept nowhere: who has it may send photographs)`,
    ...(camera ? [`  Camera  ${camera.url}`, "          (a phone or laptop that opens it is the talk's camera)"] : []),
    ...(camera?.isForPhones ? ["", ...renderUnicodeCompact(camera.url, { border: 2 }).split("\n")] : []),
    "",
    `  npx lectern talk end ${talk} ends the talk.`,
    "",
  ];
}
