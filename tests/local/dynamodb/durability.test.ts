import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Level } from "level";
import { Engine } from "../../../local/services/dynamodb/engine/engine.ts";
import { posts, startTable, TableName } from "./support.ts";

let stateFolder: string;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "dynamodb-state-"));
});
afterEach(() => rm(stateFolder, { recursive: true, force: true }));

it("loses no accepted item to SIGKILL", async () => {
  const writer = fork(join(import.meta.dirname, "write-until-killed.ts"), [join(stateFolder, "dynamodb")], {
    // Whoever is killed leaves its socket behind: here it is cleared away with the rest.
    env: { ...process.env, TMPDIR: stateFolder },
  });
  let accepted = -1;
  writer.on("message", (time: number) => {
    accepted = time;
    if (time === 200) writer.kill("SIGKILL");
  });
  await once(writer, "exit");
  expect(accepted).toBeGreaterThanOrEqual(200);

  const { items, stop } = await startTable({ stateFolder });
  const query = new QueryCommand({
    TableName,
    KeyConditionExpression: "talk = :talk",
    ExpressionAttributeValues: { ":talk": "killed" },
  });
  const { Items = [] } = await items.send(query).finally(stop);
  expect(Items.slice(0, accepted + 1).map(({ time }) => time)).toEqual(Array.from({ length: accepted + 1 }, (_, time) => time));
}, 20_000);

it("takes up a table whose making was cut short", async () => {
  await (await startTable({ stateFolder })).stop();
  const database = new Level<string, object>(join(stateFolder, "dynamodb", "level"), { valueEncoding: "json" });
  const table = await database.get(`table~${TableName}`);
  await database.put(`table~${TableName}`, { ...table, TableStatus: "CREATING" });
  await database.close();
  const { items, stop } = await startTable({ stateFolder });
  await items.send(new PutCommand({ TableName, Item: { talk: "a", time: 1 } })).finally(stop);
});

it("does not change the keys of a table that is there", async () => {
  await (await startTable({ stateFolder })).stop();
  const Posts = { ...posts, Properties: { ...posts.Properties, KeySchema: [{ AttributeName: "talk", KeyType: "HASH" }] } };
  await expect(startTable({ stateFolder, resources: { Posts } })).rejects.toThrow(/KeySchema of table 'posts' differs/);
});

it("does not find a table that the template no longer has", async () => {
  await (await startTable({ stateFolder })).stop();
  const Posts = { ...posts, Properties: { ...posts.Properties, TableName: "others" } };
  const { items, stop } = await startTable({ stateFolder, resources: { Posts } });
  const lookups = Promise.allSettled([
    items.send(new GetCommand({ TableName, Key: { talk: "a", time: 1 } })),
    items.send(new ListTablesCommand({})),
  ]);
  const [read, list] = await lookups.finally(stop);
  expect(read).toMatchObject({ status: "rejected", reason: { name: "ResourceNotFoundException" } });
  expect(list).toMatchObject({ status: "fulfilled", value: { TableNames: ["others"] } });
});

it("makes ARNs of its own account and region", async () => {
  const engine = new Engine({ folder: () => stateFolder, accountId: "123456789012", region: "eu-west-1" });
  const table = { TableName, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }] };
  const made = await engine
    .send("CreateTable", JSON.stringify({ ...table, KeySchema: [{ AttributeName: "a", KeyType: "HASH" }] }))
    .finally(() => engine.stop());
  expect(JSON.parse(made.body.toString()).TableDescription.TableArn).toBe("arn:aws:dynamodb:eu-west-1:123456789012:table/posts");
});

it("can be stopped before it started, and started again", async () => {
  const engine = new Engine({ folder: () => stateFolder, accountId: "000000000000", region: "us-east-1" });
  await engine.stop();
  expect((await engine.send("ListTables", "{}")).status).toBe(200);
  await engine.stop();
  expect((await engine.send("ListTables", "{}")).status).toBe(200);
  await engine.stop();
});
