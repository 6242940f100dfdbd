/** A cloud with one table, and a client as the account's root. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

export const TableName = "posts";

/** Posts by talk and time, and by the state they are in. */
export const posts = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "talk", AttributeType: "S" },
      { AttributeName: "time", AttributeType: "N" },
      { AttributeName: "state", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "talk", KeyType: "HASH" },
      { AttributeName: "time", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-state",
        KeySchema: [
          { AttributeName: "state", KeyType: "HASH" },
          { AttributeName: "time", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  },
};

export async function startTable(options: { stateFolder?: string; resources?: Record<string, unknown> } = {}): Promise<{
  cloud: TestCloud;
  items: DynamoDBDocumentClient;
  stop(): Promise<void>;
}> {
  const { resources = {}, ...rest } = options;
  const cloud = await startTestCloud({ ...rest, resources: { Posts: posts, ...resources } });
  const items = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.clientConfig));
  return {
    cloud,
    items,
    async stop() {
      items.destroy();
      await cloud.stop();
    },
  };
}
