/** Hears of new readings, and does the work of the machine that works them up. */
import { createHash } from "node:crypto";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";

const { READINGS_BUCKET, STATIONS_TABLE, MACHINE_ARN } = process.env;
const s3 = new S3Client({});
const dynamodb = new DynamoDBClient({});
const states = new SFNClient({});

class BadReading extends Error {
  name = "BadReading";
}

/** Named by what happened, so that an event that comes twice starts one execution. */
async function start({ s3: { object } }) {
  const key = decodeURIComponent(object.key.replaceAll("+", " "));
  const name = createHash("sha256").update(`${key} ${object.sequencer}`).digest("hex").slice(0, 40);
  const input = JSON.stringify({ key, station: key.split("/")[1], size: object.size });
  await states.send(new StartExecutionCommand({ stateMachineArn: MACHINE_ARN, name, input }));
}

const tasks = {
  async read({ key }) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: READINGS_BUCKET, Key: key }));
    return (await Body.transformToString()).split("\n").filter(Boolean);
  },
  measure({ line, number }) {
    const degrees = Number(line.split(",")[1]);
    if (!Number.isFinite(degrees)) throw new BadReading(`line ${number + 1}: ${line}`);
    return degrees;
  },
  async store({ station, summary }) {
    const Item = { station: { S: station }, summary: { S: JSON.stringify(summary) } };
    await dynamodb.send(new PutItemCommand({ TableName: STATIONS_TABLE, Item }));
    return {};
  },
};

export async function handler(event) {
  if (event.task) return tasks[event.task](event);
  process.stdout.write(`${JSON.stringify(event)}\n`);
  for (const record of event.Records) await start(record);
}
