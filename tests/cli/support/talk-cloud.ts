/**
 * A local cloud with what `lectern talk` writes to, under the names that serverless.yml gives, and functions that stand in for the
 * machine's: a build ends when it is asked about for the second time, and fails while `failing` is there.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { strToU8, zipSync } from "fflate";
import { type RunningCloud, startCloud } from "local-cloud";
import { namesOf } from "../../../cli/stack/names.ts";

const KEYS = {
  talks: { talk: "S" },
  slides: { talk: "S", slide: "N" },
  current: { talk: "S" },
  cameras: { talk: "S", camera: "S" },
  posts: { talk: "S", entry: "S" },
  builds: { site: "S" },
} as const;

/** Notes each call, and answers as the function does. */
const source = (folder: string): string => `
import { appendFileSync, existsSync } from "node:fs";
const fail = (name, message) => { throw Object.assign(new Error(message), { name }); };
const noting = (name, answer) => async (state) => {
  appendFileSync(${JSON.stringify(join(folder, "calls"))}, JSON.stringify([name, state]) + "\\n");
  return answer(state);
};
export const buildSite = noting("buildSite", (state) => ({ ...state, buildId: state.execution, buildDone: false, waitSeconds: 0, asked: 0 }));
export const isItBuilt = noting("isItBuilt", (state) => {
  if (existsSync(${JSON.stringify(join(folder, "failing"))})) fail("BuildFailed", "The build of the live posts FAILED in BUILD: exit status 1");
  if (existsSync(${JSON.stringify(join(folder, "hiccup"))}) && state.asked === 0) fail("ItemContention", "again");
  return { ...state, asked: state.asked + 1, buildDone: state.asked > 0 };
});
export const notify = noting("notify", (state) => state);
`;

export interface TalkCloud {
  readonly port: number;
  /** Where the pages "are": every address is answered. */
  readonly siteUrl: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly documents: DynamoDBDocumentClient;
  readonly s3: S3Client;
  /** The calls of the functions since the last time that they were asked for. */
  calls(): [name: string, state: Record<string, unknown>][];
  /** Lets builds fail, or hiccup, from now on or no more. */
  set(what: "failing" | "hiccup", is: boolean): void;
  /** All items of a table. */
  items(table: keyof typeof KEYS): Promise<Record<string, unknown>[]>;
  keys(bucket: "decks" | "posts"): Promise<string[]>;
  text(bucket: "decks" | "posts", key: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startTalkCloud(): Promise<TalkCloud> {
  const folder = mkdtempSync(join(tmpdir(), "lectern-talks-"));
  writeFileSync(join(folder, "calls"), "");
  writeFileSync(join(folder, "functions.zip"), zipSync({ "index.mjs": strToU8(source(folder)) }));
  const site = await startSite();
  const cloud = await startCloud({
    template: templateFor(site.url),
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "lectern-local",
    gatewayPort: 0,
    distributionPort: 0,
  });
  const settings = clientSettings(cloud);
  const dynamo = new DynamoDBClient(settings);
  const documents = DynamoDBDocumentClient.from(dynamo);
  const s3 = new S3Client(settings);
  const names = namesOf("local", cloud.cloud.accountId, cloud.cloud.region);
  return {
    port: Number(new URL(cloud.endpoint).port),
    siteUrl: site.url,
    names,
    documents,
    s3,
    calls() {
      const lines = readFileSync(join(folder, "calls"), "utf8").split("\n").filter(Boolean);
      writeFileSync(join(folder, "calls"), "");
      return lines.map((line) => JSON.parse(line));
    },
    set(what, is) {
      if (is) writeFileSync(join(folder, what), "");
      else if (existsSync(join(folder, what))) rmSync(join(folder, what));
    },
    async items(table) {
      return (await documents.send(new ScanCommand({ TableName: names.tables[table] }))).Items ?? [];
    },
    async keys(bucket) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: names.buckets[bucket] }));
      return Contents.map(({ Key = "" }) => Key);
    },
    async text(bucket, Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: names.buckets[bucket], Key }));
      return (await Body?.transformToString()) ?? "";
    },
    async stop() {
      dynamo.destroy();
      s3.destroy();
      await cloud.stop();
      site.server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const clientSettings = ({ endpoint, cloud }: RunningCloud) => ({
  endpoint,
  region: cloud.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

function startSite(): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.end("a page"));
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    }),
  );
}

function templateFor(siteUrl: string) {
  const names = namesOf("local", variable("AWS::AccountId"), variable("AWS::Region"));
  const Role = {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  };
  const tables = Object.entries(KEYS).map(([table, keys]) => [
    `${table}Table`,
    {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: names.tables[table as keyof typeof KEYS],
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: Object.entries(keys).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
        KeySchema: Object.keys(keys).map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? "HASH" : "RANGE" })),
      },
    },
  ]);
  const buckets = Object.entries(names.buckets).map(([bucket, name]) => [
    `${bucket}Bucket`,
    { Type: "AWS::S3::Bucket", Properties: { BucketName: { "Fn::Sub": name } } },
  ]);
  const functions = Object.entries(names.functions).map(([handler, FunctionName]) => [
    `${handler}Function`,
    {
      Type: "AWS::Lambda::Function",
      Properties: {
        FunctionName,
        Handler: `index.${handler}`,
        Runtime: "nodejs24.x",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Code: { S3Bucket: "deployments", S3Key: "functions.zip" },
      },
    },
  ]);
  return {
    Resources: { Role, ...Object.fromEntries([...tables, ...buckets, ...functions]) },
    Outputs: { SiteUrl: { Value: siteUrl }, ApiUrl: { Value: "http://127.0.0.1:4590" } },
  };
}

/** What CloudFormation puts in. */
const variable = (name: string): string => `\${${name}}`;
