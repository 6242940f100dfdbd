/** The Lectern that is meant, and clients for what it consists of. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { NothingThere } from "../errors.ts";
import { clientSettings, type Place } from "../place.ts";
import { type FoundStack, findStack } from "./find-stack.ts";
import { type Names, namesOf } from "./names.ts";

export interface Stack extends Names, FoundStack {
  readonly s3: S3Client;
  readonly documents: DynamoDBDocumentClient;
  readonly lambda: LambdaClient;
  /** The site's address, without a slash at its end. */
  readonly siteUrl: string;
  /** Where cameras upload to, without a slash at its end. */
  readonly apiUrl: string;
}

/** Runs `work` on the stack at the place. @throws NothingThere when there is none, and what AWS's clients throw */
export async function withStack<Result>(place: Place, work: (stack: Stack) => Promise<Result>): Promise<Result> {
  const settings = clientSettings(place);
  const s3 = new S3Client(settings);
  const dynamo = new DynamoDBClient(settings);
  const lambda = new LambdaClient(settings);
  const documents = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  try {
    const found = await findStack(place);
    const { stage, account, region } = found;
    const { SiteUrl = "", ApiUrl = "" } = found.outputs;
    if (!ApiUrl) throw new NothingThere(`The stage ${stage} is of an older Lectern: deploy it again, npx sls deploy.`);
    const names = namesOf(stage, account, region);
    return await work({ ...found, ...names, s3, documents, lambda, siteUrl: bare(SiteUrl), apiUrl: bare(ApiUrl) });
  } finally {
    for (const client of [s3, dynamo, lambda]) client.destroy();
  }
}

const bare = (url: string): string => url.replace(/\/+$/, "");
