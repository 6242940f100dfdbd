import { BatchGetBuildsCommand, type Build, CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";

const client = new CodeBuildClient({});

/** What to build. */
export interface BuildOrder {
  readonly projectName: string;
  readonly commitId: string;
  /** Within five minutes, the same token starts no second build. */
  readonly idempotencyToken: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** An image of our registry, instead of the project's. */
  readonly image?: string | undefined;
}

/** Starts a build and gives its id. */
export async function startBuild({
  projectName,
  commitId,
  idempotencyToken,
  environment = {},
  image,
}: BuildOrder): Promise<string> {
  const { build } = await client.send(
    new StartBuildCommand({
      projectName,
      sourceVersion: commitId,
      idempotencyToken,
      environmentVariablesOverride: Object.entries(environment).map(([name, value]) => ({ name, value, type: "PLAINTEXT" })),
      ...(image && { imageOverride: image, imagePullCredentialsTypeOverride: "SERVICE_ROLE" }),
    }),
  );
  if (!build?.id) throw new Error(`StartBuild of ${projectName} answered without a build id.`);
  return build.id;
}

/** The build, or undefined when CodeBuild does not know it (`buildsNotFound`). */
export async function findBuild(id: string): Promise<Build | undefined> {
  const { builds } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  return builds?.[0];
}
