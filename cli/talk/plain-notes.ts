/**
 * Markdown that shows a plain text as it is: the notes of a .pptx are no Markdown. Each line is a paragraph, and every sign that
 * could mean something is escaped (CommonMark 0.31, section 2.4).
 */
export const plainNotes = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/[\\`*_{}[\]<>()#+\-.!|~&=]/g, "\\$&"))
    .filter(Boolean)
    .join("\n\n");
