/** Lines of columns that stand below each other. */

/** How wide a terminal shows it: without what colours it. */
const widthOf = (cell: string): number => [...stripAnsi(cell)].length;

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what begins a colour
const stripAnsi = (text: string): string => text.replace(/\u001b\[\d+m/g, "");

/** One line for the head, when there are names, and one for each row. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = names.some(Boolean) ? [names, ...rows] : rows;
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ""))));
  return all.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join("  ")
      .trimEnd(),
  );
}
