import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CreateTableCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  ListTablesCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import type { TestCloud } from "../support/test-cloud.ts";
import { startTable, TableName } from "./support.ts";

let cloud: TestCloud;
let items: DynamoDBDocumentClient;
let stop: () => Promise<void>;
beforeAll(async () => ({ cloud, items, stop } = await startTable()));
afterAll(() => stop());

const put = (talk: string, time: number, more: object = {}) =>
  items.send(new PutCommand({ TableName, Item: { talk, time, ...more } }));
const get = async (talk: string, time: number) =>
  (await items.send(new GetCommand({ TableName, Key: { talk, time }, ConsistentRead: true }))).Item;

it("keeps items of every type", async () => {
  const item = {
    talk: "types",
    time: 1.5,
    text: "ü☃🎉",
    list: [1, "a", { deep: [true, null] }],
    set: new Set(["a", "b"]),
    bytes: new Uint8Array([0, 255]),
  };
  await items.send(new PutCommand({ TableName, Item: item }));
  expect(await get("types", 1.5)).toEqual(item);
  await items.send(new DeleteCommand({ TableName, Key: { talk: "types", time: 1.5 } }));
  expect(await get("types", 1.5)).toBeUndefined();
});

it("writes under a condition, one writer at a time", async () => {
  const claim = (claimedBy: string) =>
    items.send(
      new UpdateCommand({
        TableName,
        Key: { talk: "cop", time: 0 },
        UpdateExpression: "SET claimedBy = :me, #count = if_not_exists(#count, :zero) + :one",
        ConditionExpression: "attribute_not_exists(claimedBy) OR claimedBy = :me",
        ExpressionAttributeNames: { "#count": "count" },
        ExpressionAttributeValues: { ":me": claimedBy, ":zero": 0, ":one": 1 },
        ReturnValues: "ALL_NEW",
      }),
    );
  const claims = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => claim(`execution ${index}`)));
  const won = claims.flatMap((result) => (result.status === "fulfilled" ? [result.value.Attributes] : []));
  const lost = claims.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
  expect(won).toHaveLength(1);
  expect(new Set(lost)).toEqual(new Set(["ConditionalCheckFailedException"]));
  expect(await get("cop", 0)).toEqual(won[0]);
});

it("queries in both orders, on ranges, by page, and on an index", async () => {
  for (let time = 1; time <= 12; time++) await put("query", time, { state: time % 2 === 0 ? "even" : "odd" });
  const query = {
    TableName,
    KeyConditionExpression: "talk = :talk AND #time BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#time": "time" },
    ExpressionAttributeValues: { ":talk": "query", ":from": 3, ":to": 11 },
  };
  const times = async (more: object) =>
    (await items.send(new QueryCommand({ ...query, ...more }))).Items?.map(({ time }) => time);
  expect(await times({})).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await times({ ScanIndexForward: false, Limit: 2 })).toEqual([11, 10]);

  const paged: unknown[] = [];
  for await (const { Items = [] } of paginateQuery({ client: items, pageSize: 4 }, query))
    paged.push(...Items.map(({ time }) => time));
  expect(paged).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);

  const byState = { TableName, IndexName: "by-state", KeyConditionExpression: "#state = :state" };
  const onIndex = async (state: string) =>
    (
      await items.send(
        new QueryCommand({
          ...byState,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":state": state },
        }),
      )
    ).Items?.map(({ time }) => time);
  expect(await onIndex("even")).toEqual([2, 4, 6, 8, 10, 12]);
  await put("query", 2, { state: "odd" });
  expect(await onIndex("even")).toEqual([4, 6, 8, 10, 12]);
});

it("reads and writes in batches, and scans", async () => {
  const Items = Array.from({ length: 25 }, (_, time) => ({ talk: "batch", time }));
  await items.send(new BatchWriteCommand({ RequestItems: { [TableName]: Items.map((Item) => ({ PutRequest: { Item } })) } }));
  const read = await items.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: Items } } }));
  expect(read.Responses?.[TableName]).toHaveLength(25);
  const filter = { FilterExpression: "talk = :talk", ExpressionAttributeValues: { ":talk": "batch" } };
  expect((await items.send(new ScanCommand({ TableName, ...filter }))).Count).toBe(25);
});

it("describes its tables with the ARNs of this account", async () => {
  const { Table } = await items.send(new DescribeTableCommand({ TableName }));
  const { accountId, region } = cloud.cloud;
  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    TableArn: `arn:aws:dynamodb:${region}:${accountId}:table/posts`,
    GlobalSecondaryIndexes: [{ IndexName: "by-state", IndexStatus: "ACTIVE" }],
  });
  expect(cloud.created.Posts).toEqual({ ref: "posts", attributes: { Arn: Table?.TableArn } });
  expect((await items.send(new ListTablesCommand({}))).TableNames).toEqual(["posts"]);
});

it.each<[string, () => Promise<unknown>]>([
  ["TransactWriteItems", () => items.send(new TransactWriteItemsCommand({ TransactItems: [] }))],
  [
    "UpdateTimeToLive",
    () => items.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: "a", Enabled: true } })),
  ],
  ["ExecuteStatement", () => items.send(new ExecuteStatementCommand({ Statement: "select" }))],
  ["CreateTable", () => items.send(new CreateTableCommand({ TableName: "mine", KeySchema: [], AttributeDefinitions: [] }))],
])("refuses %s by name", async (name, call) => {
  await expect(call()).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining(name),
    $metadata: { httpStatusCode: 400 },
  });
});

it("refuses a parameter that would be ignored", async () => {
  const { status, body } = await send("GetItem", { TableName, Key: { talk: { S: "a" }, time: { N: "1" } }, Later: true });
  expect(status).toBe(400);
  expect(JSON.parse(body.toString())).toMatchObject({ message: expect.stringContaining("Later") });
});

it("shows the item that failed a condition to whoever asks for it", async () => {
  const Key = { talk: "failed", time: 1 };
  await put("failed", 1, { text: "there" });
  const never = { TableName, ConditionExpression: "attribute_not_exists(talk)" };
  const attempts = (ReturnValuesOnConditionCheckFailure: "ALL_OLD" | "NONE") => [
    () => items.send(new PutCommand({ ...never, Item: Key, ReturnValuesOnConditionCheckFailure })),
    () => items.send(new DeleteCommand({ ...never, Key, ReturnValuesOnConditionCheckFailure })),
    () => items.send(new UpdateCommand({ ...never, Key, ReturnValuesOnConditionCheckFailure })),
  ];
  // One after the other: one that is refused before it is waited for would count as an error that nobody handles.
  for (const attempt of attempts("ALL_OLD"))
    await expect(attempt()).rejects.toMatchObject({ name: "ConditionalCheckFailedException", Item: { text: { S: "there" } } });
  for (const attempt of attempts("NONE")) await expect(attempt()).rejects.toMatchObject({ Item: undefined });
});

it("filters by lists, maps and what is missing, and counts what it passed over", async () => {
  await put("filtered", 1, { list: [{ a: 1 }, "b"], map: { deep: { n: 1 } }, text: "" });
  await put("filtered", 2, { list: [], map: {} });
  const find = async (FilterExpression: string, values: Record<string, unknown> = {}, more: object = {}) => {
    const ExpressionAttributeValues = { ":talk": "filtered", ...values };
    const query = { TableName, KeyConditionExpression: "talk = :talk", FilterExpression, ExpressionAttributeValues };
    return items.send(new QueryCommand({ ...query, ...more }));
  };
  expect(await find("#m = :map", { ":map": { deep: { n: 1 } } }, { ExpressionAttributeNames: { "#m": "map" } })).toMatchObject({
    Count: 1,
    ScannedCount: 2,
    Items: [{ time: 1 }],
  });
  expect((await find("contains(#l, :m)", { ":m": { a: 1 } }, { ExpressionAttributeNames: { "#l": "list" } })).Count).toBe(1);
  expect((await find("size(#t) = :none", { ":none": 0 }, { ExpressionAttributeNames: { "#t": "text" } })).Count).toBe(1);
  expect((await find("gone = lost OR gone < lost OR size(gone) = size(lost)")).Count).toBe(0);
  const projected = await find(
    "attribute_exists(#m.deep)",
    {},
    { ExpressionAttributeNames: { "#m": "map" }, ProjectionExpression: "#m.deep.n" },
  );
  expect(projected.Items).toEqual([{ map: { deep: { n: 1 } } }]);
  const counted = await find(
    "attribute_exists(#m)",
    {},
    { ExpressionAttributeNames: { "#m": "map" }, Select: "COUNT", Limit: 1 },
  );
  expect(counted).toMatchObject({ Count: 1, ScannedCount: 1, LastEvaluatedKey: { talk: "filtered", time: 1 } });
  expect(counted.Items).toBeUndefined();
});

it("does not know tables that the template has not", async () => {
  const Key = { talk: "a", time: 1 };
  await expect(items.send(new GetCommand({ TableName: "elsewhere", Key }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const RequestItems = { [TableName]: { Keys: [Key] }, elsewhere: { Keys: [Key] } };
  await expect(items.send(new BatchGetCommand({ RequestItems }))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

it("answers with a checksum of the very bytes it sends", async () => {
  await put("crc", 1, { text: "ü☃🎉" });
  const { body, headers } = await send("GetItem", { TableName, Key: { talk: { S: "crc" }, time: { N: "1" } } });
  expect(Number(headers["x-amz-crc32"])).toBe(crc32(body));
  const list = await send("ListTables", {});
  expect(Number(list.headers["x-amz-crc32"])).toBe(crc32(list.body));
});

it.each([[{}], [{ TableName: 5 }], [{ TableName: ["posts"] }]])("leaves %j to dynalite, which refuses it", async (input) => {
  const { status, body } = await send("GetItem", input);
  expect(status).toBe(400);
  expect(JSON.parse(body.toString()).__type).toMatch(/ValidationException|SerializationException/);
});

it("refuses a body that is no JSON", async () => {
  const { status, body } = await send("GetItem", undefined);
  expect(status).toBe(400);
  expect(JSON.parse(body.toString()).__type).toMatch(/SerializationException/);
});

/** A signed request, sent without the SDK so that nothing of the answer is hidden. */
async function send(operation: string, input: object | undefined) {
  const { hostname, port, host } = new URL(cloud.endpoint);
  const { credentials, region } = cloud.clientConfig;
  const body = input === undefined ? "{" : JSON.stringify(input);
  const signer = new SignatureV4({ credentials, region, service: "dynamodb", sha256: Sha256 });
  const headers = { host, "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${operation}` };
  const signed = await signer.sign({ method: "POST", protocol: "http:", hostname, path: "/", query: {}, headers, body });
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request({ hostname, port, method: "POST", path: "/", headers: signed.headers }, (response) => {
      buffer(response).then((bytes) => resolve({ status: response.statusCode, headers: response.headers, body: bytes }), reject);
    });
    sent.on("error", reject).end(body);
  });
}
