/** AWS::ECR::Repository */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import type { ImageRepositories } from "./repositories.ts";

const NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

const properties = z.strictObject({
  RepositoryName: z.string().min(2).max(256).regex(NAME).optional(),
  ImageTagMutability: z.enum(["IMMUTABLE", "MUTABLE"]).default("MUTABLE"),
  ImageScanningConfiguration: z.strictObject({ ScanOnPush: z.stringbool().or(z.boolean()).default(false) }).optional(),
  EncryptionConfiguration: z
    .strictObject({ EncryptionType: z.enum(["AES256", "KMS"]), KmsKey: z.string().optional() })
    .optional(),
  /** There are no images to expire, to delete, or to tag: the three change nothing here. */
  LifecyclePolicy: z.strictObject({ LifecyclePolicyText: z.string().optional(), RegistryId: z.string().optional() }).optional(),
  EmptyOnDelete: z.stringbool().or(z.boolean()).optional(),
  Tags: z.array(z.unknown()).optional(),
});

type Properties = z.infer<typeof properties>;

/** `Ref` is the name; attributes: Arn, RepositoryUri. */
export function repositoryResource(repositories: ImageRepositories): ResourceType<Properties> {
  return {
    type: "AWS::ECR::Repository",
    properties,
    apply({ properties: given, generatedName }) {
      // CloudFormation's own generated names are in lower case here, as the registry wants them.
      const { repositoryName } = repositories.put({
        repositoryName: given.RepositoryName ?? generatedName.toLowerCase(),
        imageTagMutability: given.ImageTagMutability,
        scanOnPush: given.ImageScanningConfiguration?.ScanOnPush ?? false,
        encryptionType: given.EncryptionConfiguration?.EncryptionType ?? "AES256",
      });
      return {
        ref: repositoryName,
        attributes: { Arn: repositories.arn(repositoryName), RepositoryUri: repositories.uri(repositoryName) },
      };
    },
  };
}
