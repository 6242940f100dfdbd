/** What pushes came to: the site, the executions, the texts, and what must not be left. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from "@aws-sdk/client-sfn";
import type { Addresses } from "./cloud-process.ts";

const settingsOf = ({ endpoint }: Addresses) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

export interface ExecutionOutcome {
  readonly commit: string;
  readonly status: string;
  readonly error: string | undefined;
  /** The notice that it sent, or why it sent none. */
  readonly message: string;
}

/** The executions there are, when all have ended. @throws Error when some have not after `patience` milliseconds */
export async function executionOutcomes(addresses: Addresses, expected: number, patience: number): Promise<ExecutionOutcome[]> {
  const client = new SFNClient(settingsOf(addresses));
  const { stateMachineArn } = addresses;
  try {
    for (const deadline = Date.now() + patience; ; await delay(250)) {
      const found = [];
      for await (const page of paginateListExecutions({ client }, { stateMachineArn })) found.push(...(page.executions ?? []));
      const running = found.filter(({ status }) => status === "RUNNING");
      if (found.length >= expected && running.length === 0)
        return await Promise.all(found.map(({ executionArn }) => outcomeOf(client, executionArn)));
      if (Date.now() > deadline)
        throw new Error(
          `${found.length} of ${expected} executions are there, still running: ${running.map(({ name }) => name).join(", ")}`,
        );
    }
  } finally {
    client.destroy();
  }
}

async function outcomeOf(client: SFNClient, executionArn: string | undefined): Promise<ExecutionOutcome> {
  const { status = "", error, input = "{}", output = "{}" } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return { commit: JSON.parse(input).commitId, status, error, message: JSON.parse(output).message ?? "" };
}

/** Every file of the site bucket with its content. */
export async function siteContent(addresses: Addresses): Promise<Record<string, string>> {
  const client = new S3Client(settingsOf(addresses));
  const Bucket = addresses.siteBucket;
  const content: Record<string, string> = {};
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    for (const { Key = "" } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      content[Key] = (await Body?.transformToString()) ?? "";
    }
  }
  client.destroy();
  return content;
}

export interface Text {
  readonly messageId: string;
  readonly message: string;
}

/** The texts that were sent, in order. */
export function textsSent(stateFolder: string): Text[] {
  const path = join(stateFolder, "sns/sms.jsonl");
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return []; // the kill tore it; it stands again further down
    }
  });
}

/** Work that is on disk and not done, given up, or of no use to anybody any more, by its paths. */
export function leftovers(stateFolder: string): string[] {
  const folders = ["lambda/events", "lambda/events/dead", "sns/deliveries", "sns/deliveries/dead", "codebuild/work"];
  const journals = readdirSync(join(stateFolder, "codecommit")).map((name) => `codecommit/${name}/pushes`);
  const queues = readdirSync(join(stateFolder, "sqs")).map((name) => `sqs/${name}/messages`);
  return [...folders, ...journals, ...queues].flatMap((folder) =>
    existsSync(join(stateFolder, folder))
      ? readdirSync(join(stateFolder, folder))
          .filter((name) => name !== "dead")
          .map((name) => `${folder}/${name}`)
      : [],
  );
}
