import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Level } from "level";
import { Engine } from "../../../local/services/dynamodb/engine.ts";
import { posts, startTable, TableName } from "./support.ts";

let stateFolder: string;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "dynamodb-state-"));
});
afterEach(() => rm(stateFolder, { recursive: true, force: true }));

it("loses no accepted item to SIGKILL", async () => {
  const writer = fork(join(import.meta.dirname, "write-until-killed.ts"), [join(stateFolder, "dynamodb")]);
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
  await (await startTable({ stateFolder })).stop();
});

it("does not change the keys of a table that is there", async () => {
  await (await startTable({ stateFolder })).stop();
  const Posts = { ...posts, Properties: { ...posts.Properties, KeySchema: [{ AttributeName: "talk", KeyType: "HASH" }] } };
  await expect(startTable({ stateFolder, resources: { Posts } })).rejects.toThrow(/KeySchema of table 'posts' differs/);
});

it("can be stopped before it started, and started again", async () => {
  const engine = new Engine({ folder: () => stateFolder, accountId: "000000000000", region: "us-east-1" });
  await engine.stop();
  expect((await engine.send("ListTables", "{}")).status).toBe(200);
  await engine.stop();
  expect((await engine.send("ListTables", "{}")).status).toBe(200);
  await engine.stop();
});
