import type { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { writeBatches } from "../../../cli/talk/write-batches.ts";

/** A table that leaves unprocessed what is beyond so many requests of a batch. */
function table(takes: (attempt: number) => number) {
  const taken: number[] = [];
  const sizes: number[] = [];
  const documents = {
    async send(command: BatchWriteCommand) {
      const requests = command.input.RequestItems?.slides ?? [];
      const most = takes(sizes.push(requests.length));
      taken.push(...requests.slice(0, most).map(({ PutRequest }) => Number(PutRequest?.Item?.slide)));
      return { UnprocessedItems: requests.length > most ? { slides: requests.slice(most) } : {} };
    },
  } as unknown as DynamoDBDocumentClient;
  return { documents, taken, sizes };
}

const puts = (count: number) => Array.from({ length: count }, (_, slide) => ({ PutRequest: { Item: { talk: "a", slide } } }));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

test("writes 25 at a time, and nothing when there is nothing", async () => {
  const { documents, taken, sizes } = table(() => 25);
  await writeBatches(documents, "slides", []);
  await writeBatches(documents, "slides", puts(60));
  expect(sizes).toEqual([25, 25, 10]);
  expect(taken).toEqual(numbers(60));
});

test("asks again for what was left unprocessed", async () => {
  const { documents, taken, sizes } = table((attempt) => (attempt < 3 ? 10 : 25));
  await writeBatches(documents, "slides", puts(30));
  expect(sizes).toEqual([25, 15, 5, 5]);
  expect(taken.sort((one, other) => one - other)).toEqual(numbers(30));
});

test("gives up with words when nothing more is taken", async () => {
  const { documents } = table(() => 0);
  await expect(writeBatches(documents, "slides", puts(1))).rejects.toThrow("DynamoDB does not take more of slides at the moment");
}, 60_000);
