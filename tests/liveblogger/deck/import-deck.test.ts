import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { importDeck } from "../../../liveblogger/deck/index.ts";
import { encryptedPdf, inFolder, pdf, pptx, write } from "../support/files.ts";
import { page } from "../support/pages.ts";

const png = async (seed: number): Promise<Buffer> => {
  const { data, width, height } = page(seed);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
};
const fails = (path: string, name: string) => expect(importDeck(path)).rejects.toMatchObject({ name });

describe("a PDF", () => {
  it("gives its pages' pictures, text and titles, and the index, and tells how far it is", () =>
    inFolder(async (folder) => {
      await write(
        folder,
        "talk.pdf",
        pdf([
          ["Why", "because"],
          ["How", "so"],
          ["Why", "because"],
        ]),
      );
      const progress: string[] = [];
      const deck = await importDeck(join(folder, "talk.pdf"), {
        onProgress: ({ done, total }) => progress.push(`${done}/${total}`),
      });
      expect(deck.pages.map(({ number, title, text, notes }) => ({ number, title, text, notes }))).toEqual([
        { number: 1, title: "Why", text: "Why\r\nbecause", notes: "" },
        { number: 2, title: "How", text: "How\r\nso", notes: "" },
        { number: 3, title: "Why", text: "Why\r\nbecause", notes: "" },
      ]);
      expect(deck.identical).toEqual([[1, 3]]);
      expect(deck.index.slideCount).toBe(3);
      expect(progress).toEqual(["1/3", "2/3", "3/3"]);
      expect(await sharp(deck.pages[0]?.picture).metadata()).toMatchObject({ format: "jpeg", width: 1280, height: 720 });
    }));

  it("may have pages of several sizes; the index has the shape of most", () =>
    inFolder(async (folder) => {
      await write(
        folder,
        "talk.pdf",
        pdf(
          [["a"], ["b"], ["c"]],
          [
            [640, 360],
            [360, 640],
            [640, 360],
          ],
        ),
      );
      const { pages, index } = await importDeck(join(folder, "talk.pdf"));
      expect(await sharp(pages[1]?.picture).metadata()).toMatchObject({ width: 720, height: 1280 });
      expect(index.aspect).toBeCloseTo(16 / 9, 1);
    }));

  it("that is broken, encrypted or empty is named", () =>
    inFolder(async (folder) => {
      await write(folder, "text.pdf", "no PDF");
      await write(folder, "cut.pdf", pdf([["a"]]).subarray(0, 60));
      await write(folder, "secret.pdf", encryptedPdf());
      await write(folder, "empty.pdf", pdf([]));
      await fails(join(folder, "text.pdf"), "DeckUnreadable");
      await fails(join(folder, "cut.pdf"), "DeckUnreadable");
      await fails(join(folder, "secret.pdf"), "DeckEncrypted");
      await fails(join(folder, "empty.pdf"), "DeckEmpty");
    }));
});

describe("a folder of pictures", () => {
  it("one of which is a JPEG that is damaged in its middle is named, and not imported with what can be seen of it", () =>
    inFolder(async (folder) => {
      const { data, width, height } = page(1);
      const whole = await sharp(data, { raw: { width, height, channels: 1 } })
        .jpeg()
        .toBuffer();
      await write(folder, "1.jpg", whole);
      expect((await importDeck(folder)).pages).toHaveLength(1);
      const lost = Math.floor(whole.length / 2);
      await write(folder, "1.jpg", Buffer.concat([whole.subarray(0, lost), whole.subarray(lost + 4000)]));
      await expect(importDeck(folder)).rejects.toMatchObject({
        name: "DeckUnreadable",
        message: expect.stringContaining("1.jpg"),
      });
    }));

  it("is in the order of its numbers, whatever else lies in it", () =>
    inFolder(async (folder) => {
      await write(folder, "slide10.png", await png(10));
      await write(folder, "slide2.png", await png(2));
      await write(folder, "notes.txt", "no picture");
      const both = await importDeck(folder);
      expect(both.pages).toHaveLength(2);
      await mkdir(join(folder, "other"));
      await write(join(folder, "other"), "1.png", await png(2));
      await write(join(folder, "other"), "2.png", await png(10));
      expect((await importDeck(join(folder, "other"))).index.id).toBe(both.index.id);
    }));

  it("that is empty, or holds what is no picture, is named", () =>
    inFolder(async (folder) => {
      await fails(folder, "DeckEmpty");
      await write(folder, "1.png", "no picture");
      await fails(folder, "DeckUnreadable");
    }));

  it("that holds a pipe is named, and not waited for", () =>
    inFolder(async (folder) => {
      execFileSync("mkfifo", [join(folder, "1.png")]);
      await fails(folder, "DeckUnreadable");
    }));
});

describe("a .pptx", () => {
  it("gives the notes to the pages of the PDF beside it; hidden slides are not in it", () =>
    inFolder(async (folder) => {
      await write(folder, "talk.pptx", pptx([{ notes: "Welcome.\nThanks &amp; hello" }, { notes: "never", hidden: true }, {}]));
      await write(folder, "talk.pdf", pdf([["One"], ["Three"]]));
      const { pages } = await importDeck(join(folder, "talk.pptx"));
      expect(pages.map(({ title, notes }) => [title, notes])).toEqual([
        ["One", "Welcome.\nThanks & hello"],
        ["Three", ""],
      ]);
    }));

  it("without pictures, with too few, or broken is named", () =>
    inFolder(async (folder) => {
      await write(folder, "talk.pptx", pptx([{}, {}]));
      await fails(join(folder, "talk.pptx"), "DeckWithoutPictures");
      await write(folder, "talk.pdf", pdf([["One"]]));
      await fails(join(folder, "talk.pptx"), "NotesDoNotFit");
      await write(folder, "talk.pptx", "no zip");
      await fails(join(folder, "talk.pptx"), "DeckUnreadable");
    }));
});

it("what is not there, or of another kind, is named", () =>
  inFolder(async (folder) => {
    await write(folder, "talk.key", "");
    await fails(join(folder, "none.pdf"), "DeckNotFound");
    await fails(join(folder, "talk.key"), "DeckOfUnknownKind");
  }));
