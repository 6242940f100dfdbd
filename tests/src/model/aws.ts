/**
 * Between the handlers' SDK clients and the fakes: every call takes its time on the way there and back, and may be
 * refused, or done without its answer arriving, or be the last thing that happens before everything is killed.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { BatchGetBuildsCommand, CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, GetCommitCommand, GetDifferencesCommand, GetFileCommand } from "@aws-sdk/client-codecommit";
import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Invocation } from "./invocation.ts";

const CLIENTS = [
  CloudWatchLogsClient,
  CodeBuildClient,
  CodeCommitClient,
  DynamoDBDocumentClient,
  ECRClient,
  SFNClient,
  SNSClient,
];

/** The operations, by the SDK's name for their command. */
export const COMMANDS = {
  BatchGetBuilds: BatchGetBuildsCommand,
  StartBuild: StartBuildCommand,
  GetCommit: GetCommitCommand,
  GetDifferences: GetDifferencesCommand,
  GetFile: GetFileCommand,
  GetLogEvents: GetLogEventsCommand,
  DescribeImages: DescribeImagesCommand,
  StartExecution: StartExecutionCommand,
  Publish: PublishCommand,
  GetItem: GetCommand,
  PutItem: PutCommand,
} as const;
export type Operation = keyof typeof COMMANDS;

const operations = new Map<unknown, Operation>(Object.entries(COMMANDS).map(([name, command]) => [command, name as Operation]));

/** Who calls; every function's invocation runs within it. */
export const invocation = new AsyncLocalStorage<Invocation>();

/** Sends every client's calls to the world of the invocation that makes them. For the whole test file. */
export function connectClients(): void {
  const send = async (command: { readonly input: unknown }) => {
    const caller = invocation.getStore();
    const operation = operations.get(command.constructor);
    if (!caller || !operation) throw new Error(`Nobody answers ${command.constructor.name}`);
    return caller.world.call(caller, operation, command.input);
  };
  for (const { prototype } of CLIENTS) Object.defineProperty(prototype, "send", { configurable: true, value: send });
}
