import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { BatchGetBuildsCommand, ListBuildsForProjectCommand } from "@aws-sdk/client-codebuild";
import { likeliest } from "../../liveblogger/talk/did-you-mean.ts";
import { NotFound } from "../errors.ts";
import { findExecution } from "../execution/machines.ts";
import type { FoundStack } from "../stack/find-stack.ts";
import { nameOf, namesOf } from "../stack/names.ts";
import type { LogClients } from "./clients.ts";

/** Where the lines that are meant are. */
export interface LogSource {
  readonly groups: readonly LogGroup[];
  /** of the groups' streams this one only */
  readonly stream?: string;
  /** a filter pattern of CloudWatch Logs */
  readonly pattern?: string;
  /** what is older is not asked for, in milliseconds since the epoch; absent where the reader decides */
  readonly since?: number;
  /** whether nothing comes any more; absent where that never is */
  readonly hasEnded?: () => Promise<boolean>;
}

export interface LogGroup {
  readonly name: string;
  /** what stands before its lines */
  readonly label: string;
}

/** @param what a function, `build` for the last one, a build's id, or an execution; all functions unless said. @throws NotFound */
export async function findSource(clients: LogClients, stack: FoundStack, what?: string): Promise<LogSource> {
  const functions = await functionGroups(clients, stack.stage);
  if (what === undefined) return { groups: functions };
  const group = functions.find(({ label }) => label === what);
  if (group) return { groups: [group] };
  if (what === "build") return buildSource(clients, await lastBuild(clients, stack));
  if (what.includes(":")) return buildSource(clients, what);
  try {
    return await executionSource(clients, stack, functions, what);
  } catch (error) {
    const meant = likeliest(what, ["build", ...functions.map(({ label }) => label)]);
    if (!(error instanceof NotFound)) throw error;
    throw new NotFound(`There is no function, build or execution ${what}.${meant ? ` Did you mean ${meant}?` : ""}`);
  }
}

/** What led to an execution is told of it too, as the photograph's upload: that may have waited for minutes. */
const BEFORE = 10 * 60_000;

async function functionGroups({ logs }: LogClients, stage: string): Promise<LogGroup[]> {
  const prefix = `/aws/lambda/${nameOf(stage)}-`;
  const groups: LogGroup[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: prefix }))
    groups.push(...logGroups.map(({ logGroupName: name = "" }) => ({ name, label: name.slice(prefix.length) })));
  return groups;
}

async function lastBuild({ codebuild }: LogClients, { stage, account, region }: FoundStack): Promise<string> {
  const { siteProject: projectName } = namesOf(stage, account, region);
  const { ids = [] } = await codebuild.send(new ListBuildsForProjectCommand({ projectName, sortOrder: "DESCENDING" }));
  if (ids[0] === undefined) throw new NotFound("There was no build yet: push something.");
  return ids[0];
}

async function buildSource({ codebuild }: LogClients, id: string): Promise<LogSource> {
  const build = async () => (await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }))).builds?.[0];
  const { groupName: name, streamName: stream } = (await build())?.logs ?? {};
  if (!name || !stream) throw new NotFound(`There is no build ${id}, or it has no log yet.`);
  const hasEnded = async (): Promise<boolean> => (await build())?.buildComplete === true;
  return { groups: [{ name, label: "build" }], stream, since: 0, hasEnded };
}

/** Its lines carry the name that it was started with: one that is tried again has the first one's. */
async function executionSource(
  { sfn }: LogClients,
  stack: FoundStack,
  groups: readonly LogGroup[],
  what: string,
): Promise<LogSource> {
  const { name, startedAt, described } = await findExecution(sfn, stack, what);
  const { execution = name } = JSON.parse(described.input ?? "{}") as { execution?: string };
  const hasEnded = async (): Promise<boolean> => (await findExecution(sfn, stack, name)).endedAt !== undefined;
  return { groups, pattern: `"${execution}"`, since: Date.parse(startedAt) - BEFORE, hasEnded };
}
