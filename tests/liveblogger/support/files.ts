import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";

/** A folder for a test's files, gone after it. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-deck-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A PDF whose pages have these lines of text, each page of the size given. */
export function pdf(pages: readonly (readonly string[])[], sizes: readonly (readonly [number, number])[] = []): Buffer {
  const objects: string[] = ["<< /Type /Catalog /Pages 2 0 R >>"];
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ");
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  pages.forEach((lines, i) => {
    const [width, height] = sizes[i] ?? [640, 360];
    const text = lines
      .map((line, k) => `BT /F1 ${k === 0 ? 36 : 20} Tf 40 ${height - 60 - 40 * k} Td (${line}) Tj ET`)
      .join("\n");
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    objects.push(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  });
  return assemble(objects, "");
}

/** A PDF that wants a password. */
export const encryptedPdf = (): Buffer =>
  assemble(
    [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [] /Count 0 >>",
      `<< /Filter /Standard /V 1 /R 2 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> /P -1 >>`,
    ],
    `/Encrypt 3 0 R /ID [<${"00".repeat(16)}> <${"00".repeat(16)}>]`,
  );

function assemble(objects: readonly string[], trailer: string): Buffer {
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

export interface MadeSlide {
  readonly notes?: string;
  readonly hidden?: boolean;
}

/** A .pptx with these slides; its parts are numbered backwards, for it is the list of slides that says their order. */
export function pptx(slides: readonly MadeSlide[]): Uint8Array {
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relationships = (list: readonly string[]): string =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join("")}</Relationships>`;
  const part = (i: number): number => slides.length - i;
  const files: Record<string, string> = {
    "ppt/presentation.xml": `<?xml version="1.0"?><p:presentation><p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 1}"/>`).join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships(
      slides.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${type}/slide" Target="slides/slide${part(i)}.xml"/>`),
    ),
  };
  slides.forEach(({ notes, hidden }, i) => {
    files[`ppt/slides/slide${part(i)}.xml`] = `<?xml version="1.0"?><p:sld${hidden ? ' show="0"' : ""}><p:cSld/></p:sld>`;
    if (notes === undefined) return;
    files[`ppt/slides/_rels/slide${part(i)}.xml.rels`] = relationships([
      `<Relationship Id="rId1" Type="${type}/notesSlide" Target="../notesSlides/notesSlide${part(i)}.xml"/>`,
    ]);
    const paragraphs = notes.split("\n").map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`);
    const shape = (kind: string, text: string): string =>
      `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:txBody>${text}</p:txBody></p:sp>`;
    files[`ppt/notesSlides/notesSlide${part(i)}.xml`] =
      `<?xml version="1.0"?><p:notes><p:cSld><p:spTree>${shape("sldNum", "<a:p><a:fld><a:t>7</a:t></a:fld></a:p>")}${shape("body", paragraphs.join(""))}</p:spTree></p:cSld></p:notes>`;
  });
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])));
}

export const write = (folder: string, name: string, bytes: Uint8Array | string): Promise<void> =>
  writeFile(join(folder, name), bytes);
