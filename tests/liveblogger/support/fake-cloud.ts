/**
 * DynamoDB's tables and S3's buckets in memory, with their conditions, and the other services that the live blogger's functions call:
 * what the functions see of AWS. Every call takes a turn, and may be refused, or done without its answer arriving.
 */
import { setImmediate } from "node:timers/promises";
import { ConditionalCheckFailedException, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { type Condition, holds, type Item } from "../../src/support/condition.ts";

/** The tables' keys, as cloud/tables.yml has them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  talks: ["talk"],
  slides: ["talk", "slide"],
  current: ["talk"],
  cameras: ["talk", "camera"],
  posts: ["talk", "entry"],
  builds: ["site"],
};

export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What becomes of a call. */
export type Fate = "done" | "lost on its way" | "done but its answer is lost";

export interface FakeCloud {
  /** An item; undefined when there is none. */
  item(table: string, ...key: (string | number)[]): Item | undefined;
  items(table: string): Item[];
  put(table: string, item: object): void;
  remove(table: string, ...key: (string | number)[]): void;
  /** By `<bucket>/<key>`. */
  readonly objects: Map<string, StoredObject>;
  store(name: string, bytes: Uint8Array | string, metadata?: Record<string, string>): void;
  /** The executions that were started, by name. */
  readonly executions: Map<string, unknown>;
  /** The texts that were sent. */
  readonly texts: string[];
  /** The calls, as `GetItem talks`. */
  readonly calls: string[];
  /** Asked before each call. */
  fateOf: (call: string) => Fate;
  /** How many turns others have before a call is done, and before its answer arrives. */
  turns: () => number;
}

const nameOf = (table: string, key: Item): string => JSON.stringify([table, ...(KEYS[table] ?? []).map((name) => key[name])]);

/** The same for every client in this process; empty before each test. */
export function fakeCloud(): FakeCloud {
  const tables = mockClient(DynamoDBDocumentClient);
  const buckets = mockClient(S3Client);
  const machines = mockClient(SFNClient);
  const topics = mockClient(SNSClient);
  const items = new Map<string, Item>();
  const fake: FakeCloud = {
    item: (table, ...key) => items.get(JSON.stringify([table, ...key])),
    items: (table) => [...items].filter(([name]) => (JSON.parse(name) as string[])[0] === table).map(([, item]) => item),
    put: (table, item) => void items.set(nameOf(table, item as Item), structuredClone(item) as Item),
    remove: (table, ...key) => void items.delete(JSON.stringify([table, ...key])),
    objects: new Map(),
    store: (name, bytes, metadata = {}) =>
      void fake.objects.set(name, { bytes: Buffer.from(bytes), contentType: undefined, cacheControl: undefined, metadata }),
    executions: new Map(),
    texts: [],
    calls: [],
    fateOf: () => "done",
    turns: () => 1,
  };
  const letOthers = async () => {
    for (let turns = fake.turns(); turns > 0; turns--) await setImmediate();
  };
  /** Lets a call take its turn, and meet its fate. */
  const called = async <Answer>(call: string, answer: () => Answer): Promise<Answer> => {
    fake.calls.push(call);
    const fate = fake.fateOf(call);
    await letOthers();
    if (fate === "lost on its way") throw new Error(`${call} was lost on its way`);
    const given = answer();
    await letOthers();
    if (fate === "done but its answer is lost") throw new Error(`The answer of ${call} was lost`);
    return given;
  };
  beforeEach(() => {
    items.clear();
    fake.objects.clear();
    fake.executions.clear();
    fake.texts.length = 0;
    fake.calls.length = 0;
    fake.fateOf = () => "done";
    fake.turns = () => 1;
    for (const client of [tables, buckets, machines, topics]) client.reset();

    tables.on(GetCommand).callsFake(({ TableName, Key, ConsistentRead }) =>
      called(`GetItem ${TableName}`, () => {
        if (!ConsistentRead) throw new Error("A read that is not consistent may be stale");
        if (!KEYS[TableName]) throw new Error(`There is no table ${TableName}`);
        return structuredClone({ Item: items.get(nameOf(TableName, Key)) });
      }),
    );
    tables.on(PutCommand).callsFake(({ TableName, Item: item, ...condition }: Condition & { TableName: string; Item: Item }) =>
      called(`PutItem ${TableName}`, () => {
        const name = nameOf(TableName, item);
        if (!holds(items.get(name), condition))
          throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
        if (JSON.stringify(item).length > 400 * 1024)
          throw new DynamoDBServiceException({
            name: "ValidationException",
            message: "Item size",
            $fault: "client",
            $metadata: {},
          });
        items.set(name, structuredClone(item));
        return {};
      }),
    );
    tables.on(QueryCommand).callsFake(({ TableName, KeyConditionExpression, ExpressionAttributeValues, ExclusiveStartKey }) =>
      called(`Query ${TableName}`, () => {
        if (KeyConditionExpression !== "talk = :talk") throw new Error(`The fake table does not know ${KeyConditionExpression}`);
        const all = fake.items(TableName).filter(({ talk }) => talk === ExpressionAttributeValues[":talk"]);
        const from = Number(ExclusiveStartKey?.from ?? 0);
        // Two a page: DynamoDB's own pages end at a megabyte.
        return structuredClone({
          Items: all.slice(from, from + 2),
          ...(from + 2 < all.length && { LastEvaluatedKey: { from: from + 2 } }),
        });
      }),
    );
    buckets.on(ListObjectsV2Command).callsFake(({ Bucket, Prefix, StartAfter = "", ContinuationToken = "" }) =>
      called(`ListObjects ${Bucket}`, () => {
        const keys = [...fake.objects.keys()].map((name) => name.slice(Bucket.length + 1)).sort();
        const from = ContinuationToken > StartAfter ? ContinuationToken : StartAfter;
        const all = keys.filter((key) => key.startsWith(Prefix) && key > from);
        // Two a page.
        const Contents = all.slice(0, 2).map((Key) => ({ Key }));
        return { Contents, ...(all.length > 2 && { IsTruncated: true, NextContinuationToken: Contents[1]?.Key }) };
      }),
    );
    buckets.on(GetObjectCommand).callsFake(({ Bucket, Key }) =>
      called(`GetObject ${Bucket}`, () => {
        const object = fake.objects.get(`${Bucket}/${Key}`);
        if (!object) throw new NoSuchKey({ message: "The specified key does not exist.", $metadata: {} });
        return { Body: { transformToByteArray: async () => new Uint8Array(object.bytes) }, Metadata: object.metadata };
      }),
    );
    buckets.on(PutObjectCommand).callsFake(({ Bucket, Key, Body, ContentType, CacheControl, Metadata = {}, IfNoneMatch }) =>
      called(`PutObject ${Bucket}`, () => {
        const name = `${Bucket}/${Key}`;
        if (IfNoneMatch === "*" && fake.objects.has(name))
          throw new S3ServiceException({ name: "PreconditionFailed", $fault: "client", $metadata: { httpStatusCode: 412 } });
        fake.objects.set(name, {
          bytes: Buffer.from(Body),
          contentType: ContentType,
          cacheControl: CacheControl,
          metadata: Metadata,
        });
        return {};
      }),
    );
    machines.on(StartExecutionCommand).callsFake(({ name, input }) =>
      called("StartExecution", () => {
        if (fake.executions.has(name)) throw new ExecutionAlreadyExists({ message: name, $metadata: {} });
        fake.executions.set(name, JSON.parse(input));
        return {};
      }),
    );
    topics.on(PublishCommand).callsFake(({ Message = "" }) =>
      called("Publish", () => {
        fake.texts.push((JSON.parse(Message) as { sms: string }).sms);
        return {};
      }),
    );
  });
  return fake;
}
