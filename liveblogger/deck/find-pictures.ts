import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { DeckWithoutPictures } from "./errors.ts";

/** The export beside a .pptx: the .pdf, or the folder of pictures, of the same name. @throws DeckWithoutPictures */
export async function findPictures(pptx: string): Promise<string> {
  const bare = pptx.slice(0, -extname(pptx).length);
  for (const candidate of [`${bare}.pdf`, `${bare}.PDF`, bare]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found) return candidate;
  }
  throw new DeckWithoutPictures(
    `${pptx} has the notes, but the pictures are missing: export it as ${bare}.pdf, or its slides as pictures into ${bare}/.`,
  );
}
