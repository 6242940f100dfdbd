/** Writes items one after another into the folder it is given, telling its parent of each that was accepted. */
import { Engine } from "../../../local/services/dynamodb/engine/engine.ts";

const TableName = "posts";
const engine = new Engine({ folder: () => process.argv[2] ?? "", accountId: "000000000000", region: "us-east-1" });
const attribute = (AttributeName: string, AttributeType: string) => ({ AttributeName, AttributeType });
const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
await engine.send(
  "CreateTable",
  JSON.stringify({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [attribute("talk", "S"), attribute("time", "N"), attribute("state", "S")],
    KeySchema: [key("talk", "HASH"), key("time", "RANGE")],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-state",
        KeySchema: [key("state", "HASH"), key("time", "RANGE")],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  }),
);
for (let time = 0; ; ) {
  const answer = await engine.send(
    "PutItem",
    JSON.stringify({ TableName, Item: { talk: { S: "killed" }, time: { N: String(time) } } }),
  );
  // The table is CREATING for a moment.
  if (answer.status === 200) process.send?.(time++);
}
