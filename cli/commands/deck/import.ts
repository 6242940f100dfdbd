import { Command } from "commander";
import { seconds } from "../../progress.ts";
import type { Terminal } from "../../terminal.ts";
import { counted } from "../../times.ts";

const HELP = `
The deck is a .pdf, a folder of pictures (in the order of their names), or a .pptx whose PDF or folder of pictures, of the
same name, lies beside it. The folder then holds each page's picture, text, title and the speaker's notes, and the
recogniser's index. A folder that holds anything else is refused. Pages of quite another shape than most (upright ones in
a wide deck) are imported, but not recognised.

  npx lectern deck import talk.pdf --out talk
  npx lectern recognise --deck talk photo.jpg
`;

/** `lectern deck import`. */
export const importCommand = (terminal: Terminal): Command =>
  new Command("import")
    .description("read a deck, and write what the recogniser and the posts need of it")
    .argument("<file|folder>", "the deck")
    .requiredOption("--out <folder>", "where the imported deck is put; an earlier import there is replaced")
    .addHelpText("after", HELP)
    .action((deck: string, { out }: { out: string }) => importToFolder(deck, out, terminal));

/** Imports the deck into the folder. @throws UserError, Stopped */
async function importToFolder(path: string, folder: string, { result, tell, stopSignal }: Terminal): Promise<void> {
  const stopped = stopSignal();
  const [{ checkFolder, writeImportedDeck }, { readDeck }, { explainingDecks }] = await Promise.all([
    import("../../../liveblogger/imported-deck/index.ts"),
    import("../../read-deck.ts"),
    import("../../explain-deck.ts"),
  ]);
  await explainingDecks(async () => {
    await checkFolder(folder);
    const begun = performance.now();
    const deck = await readDeck(path, tell, stopped);
    await writeImportedDeck(folder, deck);
    const took = performance.now() - begun;
    const { pages, identical } = deck;
    result({ folder, pages: pages.length, identical, seconds: took / 1000 }, () => [
      `Imported ${counted(pages.length, "page")} into ${folder} in ${seconds(took)}.`,
      ...identical.map((alike) => `Pages ${listed(alike)} look the same: a photograph shows any of them.`),
    ]);
  });
}

/** `2, 3 and 9` */
const listed = (pages: readonly number[]): string => new Intl.ListFormat("en").format(pages.map(String));
