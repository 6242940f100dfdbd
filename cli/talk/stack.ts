/** The Lectern that is meant, and what of it a talk is written to. */
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { UserError } from "../errors.ts";
import { clientSettings, isLocal, LOCAL_STAGE, type Place } from "../place.ts";

/** Names as serverless.yml makes them. */
export interface Names {
  readonly tables: Readonly<Record<"talks" | "slides" | "current" | "cameras" | "posts" | "builds", string>>;
  readonly buckets: Readonly<Record<"decks" | "posts", string>>;
  readonly functions: Readonly<Record<"buildSite" | "isItBuilt" | "notify", string>>;
}

export interface TalkStack extends Names {
  readonly s3: S3Client;
  readonly documents: DynamoDBDocumentClient;
  readonly lambda: LambdaClient;
  /** The site's address, without a slash at its end. */
  readonly siteUrl: string;
  /** Where cameras upload to, without a slash at its end. */
  readonly apiUrl: string;
}

/** The names that serverless.yml gives a stage's resources. */
export function namesOf(stage: string, account: string, region: string): Names {
  const name = `lectern-${stage}`;
  const bucket = (what: string): string => `${name}-${what}-${account}-${region}`;
  const of = <Key extends string>(...keys: readonly Key[]): Record<Key, string> =>
    Object.fromEntries(keys.map((key) => [key, `${name}-${key}`])) as Record<Key, string>;
  return {
    tables: of("talks", "slides", "current", "cameras", "posts", "builds"),
    buckets: { decks: bucket("decks"), posts: bucket("posts") },
    functions: of("buildSite", "isItBuilt", "notify"),
  };
}

/** Runs `work` on the stack at the place. @throws UserError when there is none, and what AWS's clients throw */
export async function withStack<Result>(place: Place, work: (stack: TalkStack) => Promise<Result>): Promise<Result> {
  const settings = clientSettings(place);
  const s3 = new S3Client(settings);
  const dynamo = new DynamoDBClient(settings);
  const lambda = new LambdaClient(settings);
  const documents = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  try {
    const stage = place.stage ?? LOCAL_STAGE;
    const { SiteUrl = "", ApiUrl = "" } = await outputsOf(place, stage);
    if (!SiteUrl || !ApiUrl) throw new UserError(`The stage ${stage} is of an older Lectern: deploy it again, npx sls deploy.`);
    const names = namesOf(stage, await accountOf(place), await s3.config.region());
    return await work({ ...names, s3, documents, lambda, siteUrl: bare(SiteUrl), apiUrl: bare(ApiUrl) });
  } finally {
    for (const client of [s3, dynamo, lambda]) client.destroy();
  }
}

const bare = (url: string): string => url.replace(/\/+$/, "");

async function outputsOf(place: Place, stage: string): Promise<Record<string, string>> {
  const cloudFormation = new CloudFormationClient(clientSettings(place));
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: `lectern-${stage}` }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
  } catch (error) {
    if (error instanceof Error && error.name === "ValidationError") throw new UserError(noStack(place, stage), { cause: error });
    throw error;
  } finally {
    cloudFormation.destroy();
  }
}

const noStack = (place: Place, stage: string): string =>
  isLocal(place)
    ? "What listens there is another stack than npm start's. Start Lectern with npm start, or name its --port."
    : `There is no stage ${stage} in this account and region: npx sls deploy --stage ${stage} makes it, --region names another.`;

async function accountOf(place: Place): Promise<string> {
  const sts = new STSClient(clientSettings(place));
  try {
    const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } finally {
    sts.destroy();
  }
}
