/**
 * dynalite writes a table as CREATING (or UPDATING) and, in a second write, as ACTIVE. A process that is killed between
 * the two leaves a table that dynalite would refuse for ever, so its files are put right before it opens them.
 */
import { Level } from "level";

/** Finishes, in the LevelDB at `path`, the creation and update of every table. */
export async function takeUpTables(path: string): Promise<void> {
  const database = new Level<string, Record<string, unknown>>(path, { valueEncoding: "json" });
  await database.open();
  try {
    // dynalite keeps a table's description under `table~<name>`.
    for await (const [key, table] of database.iterator({ gte: "table~", lt: "table\x7f" })) {
      if (table.TableStatus === "ACTIVE") continue;
      await database.put(
        key,
        { ...table, TableStatus: "ACTIVE", ...activeIndexes(table.GlobalSecondaryIndexes) },
        { sync: true },
      );
    }
  } finally {
    await database.close();
  }
}

function activeIndexes(indexes: unknown): object {
  if (!Array.isArray(indexes)) return {};
  return { GlobalSecondaryIndexes: indexes.map((index: object) => ({ ...index, IndexStatus: "ACTIVE" })) };
}
