import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { ImageRepositories } from "../repositories.ts";
import { parseInput } from "./input.ts";

const input = z.strictObject({
  registryId: z.string().optional(),
  repositoryNames: z.array(z.string()).min(1).max(100).optional(),
  maxResults: z.int().min(1).max(1000).optional(),
});
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html (always a single page) */
export function describeRepositories(repositories: ImageRepositories): Operation<Input> {
  return {
    action: "ecr:DescribeRepositories",
    resource: ({ repositoryNames }) => repositories.arn(repositoryNames?.[0] ?? "*"),
    run({ input: given, principal }: Call<Input>, cloud) {
      const { repositoryNames } = parseInput(input, given);
      for (const name of repositoryNames ?? []) {
        cloud.iam.authorize({ principal, action: "ecr:DescribeRepositories", resource: repositories.arn(name) });
      }
      const found = repositoryNames?.map(repositories.get) ?? repositories.list();
      return {
        repositories: found.map(({ repositoryName, createdAt, imageTagMutability, scanOnPush, encryptionType }) => ({
          repositoryArn: repositories.arn(repositoryName),
          registryId: cloud.accountId,
          repositoryName,
          repositoryUri: repositories.uri(repositoryName),
          createdAt,
          imageTagMutability,
          imageScanningConfiguration: { scanOnPush },
          encryptionConfiguration: { encryptionType },
        })),
      };
    },
  };
}
