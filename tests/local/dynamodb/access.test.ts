import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import type { TestCloud } from "../support/test-cloud.ts";
import { posts, startTable, TableName } from "./support.ts";

const arn = (resource: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${resource}`;
const role = (Action: string[], Resource: string) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Policies: [
      { PolicyName: "given", PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] } },
    ],
  },
});
const reads = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"];

let cloud: TestCloud;
let stop: () => Promise<void>;
const clients: DynamoDBDocumentClient[] = [];
beforeAll(async () => {
  ({ cloud, stop } = await startTable({
    resources: {
      Secrets: { ...posts, Properties: { ...posts.Properties, TableName: "secrets" } },
      TableReader: role(reads, arn(TableName)),
      IndexReader: role(reads, arn(`${TableName}/index/*`)),
    },
  }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await stop();
});

const as = (id: string) => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.as(cloud.created[id]?.attributes.Arn ?? "")));
  clients.push(client);
  return client;
};
const Key = { talk: "a", time: 1 };
const denied = (action: string, resource: string) => ({
  name: "AccessDeniedException",
  message: expect.stringMatching(new RegExp(`${action}.*${resource}`)),
});
const onTable = new QueryCommand({ TableName, KeyConditionExpression: "talk = :a", ExpressionAttributeValues: { ":a": "a" } });
const onIndex = new QueryCommand({
  TableName,
  IndexName: "by-state",
  KeyConditionExpression: "#s = :a",
  ExpressionAttributeNames: { "#s": "state" },
  ExpressionAttributeValues: { ":a": "a" },
});

it("allows what the role's policy names", async () => {
  await as("TableReader").send(new GetCommand({ TableName, Key }));
  await as("TableReader").send(onTable);
  await as("IndexReader").send(onIndex);
});

it("refuses other actions, other tables, and the table for its index", async () => {
  const reader = as("TableReader");
  await expect(reader.send(new PutCommand({ TableName, Item: Key }))).rejects.toMatchObject(
    denied("dynamodb:PutItem", arn(TableName)),
  );
  await expect(reader.send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied("dynamodb:Scan", arn(TableName)));
  const secret = new GetCommand({ TableName: "secrets", Key });
  await expect(reader.send(secret)).rejects.toMatchObject(denied("dynamodb:GetItem", arn("secrets")));
  await expect(reader.send(onIndex)).rejects.toMatchObject(denied("dynamodb:Query", arn(`${TableName}/index/by-state`)));
  await expect(as("IndexReader").send(onTable)).rejects.toMatchObject(denied("dynamodb:Query", arn(TableName)));
});

it("asks for every table of a batch", async () => {
  const RequestItems = { [TableName]: { Keys: [Key] }, secrets: { Keys: [Key] } };
  const batch = new BatchGetCommand({ RequestItems });
  await expect(as("TableReader").send(batch)).rejects.toMatchObject(denied("dynamodb:BatchGetItem", arn("secrets")));
});
