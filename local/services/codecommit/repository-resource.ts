/** AWS::CodeCommit::Repository */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import type { Repositories } from "./repositories.ts";

const trigger = z.strictObject({
  Name: z.string(),
  DestinationArn: z.string().startsWith("arn:aws:sns:", "only SNS topics can be told of pushes here"),
  Events: z.array(z.enum(["all", "createReference", "deleteReference", "updateReference"])).min(1),
  Branches: z.array(z.string()).default([]),
  CustomData: z.string().optional(),
});

/** `Code` (a first commit out of a zip) is refused: push it. */
const properties = z.strictObject({
  RepositoryName: z.string(),
  RepositoryDescription: z.string().optional(),
  Triggers: z.array(trigger).default([]),
  /** Changes nothing here. */
  Tags: z.array(z.unknown()).optional(),
});

type Properties = z.infer<typeof properties>;

/** `Ref` is the repository's id; attributes: Arn, Name, CloneUrlHttp, CloneUrlSsh. */
export function repositoryResource(repositories: Repositories): ResourceType<Properties> {
  return {
    type: "AWS::CodeCommit::Repository",
    properties,
    async apply({ properties: { RepositoryName: name, RepositoryDescription: description, Triggers } }, cloud) {
      const record = await repositories.put({
        repositoryName: name,
        ...(description !== undefined && { description }),
        triggers: Triggers.map(({ Name, DestinationArn, Events, Branches, CustomData }) => ({
          name: Name,
          destinationArn: DestinationArn,
          events: Events,
          branches: Branches,
          ...(CustomData !== undefined && { customData: CustomData }),
        })),
      });
      return {
        ref: record.repositoryId,
        attributes: {
          Arn: repositories.arn(name),
          Name: name,
          CloneUrlHttp: repositories.cloneUrl(name),
          CloneUrlSsh: `ssh://git-codecommit.${cloud.region}.amazonaws.com/v1/repos/${name}`,
        },
      };
    },
  };
}
