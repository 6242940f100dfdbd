/**
 * Runs `work` for every item, at most `limit` at a time, started in the items' order.
 * After a failure nothing new starts; what is under way is awaited, then the failure is thrown.
 */
export async function atMost<Item>(limit: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of queue) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  const failure = workers.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}
