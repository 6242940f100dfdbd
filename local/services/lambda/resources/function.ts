import { join } from "node:path";
import { z } from "zod";
import type { Iam, ResourceType } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { codeFolder, unpack } from "../code-package.ts";
import { reservedVariables } from "../environment.ts";
import type { Functions } from "../functions.ts";

/** Bytes: Lambda's limit for all variables of a function together. */
const ENVIRONMENT_LIMIT = 4_096;

const variables = z
  .record(z.string().regex(/^[A-Za-z]\w+$/), z.coerce.string())
  .refine(
    (all) => Object.keys(all).every((name) => !reservedVariables.has(name)),
    "sets a variable that Lambda reserves for itself",
  )
  .refine((all) => Buffer.byteLength(JSON.stringify(all)) <= ENVIRONMENT_LIMIT, `has more than ${ENVIRONMENT_LIMIT} bytes`);

const properties = z.strictObject({
  FunctionName: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  Handler: z.string().regex(/^[^\s]{1,128}$/),
  Runtime: z.enum(["nodejs22.x", "nodejs24.x"]),
  Role: z.string().startsWith("arn:"),
  /** The bucket's name and the version change nothing here: the last segment of the key names the zip among the assets. */
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string(), S3ObjectVersion: z.string().optional() }),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  Environment: z.strictObject({ Variables: variables.optional() }).optional(),
  /** Changes nothing here: a process runs on the machine's own architecture. */
  Architectures: z.tuple([z.enum(["x86_64", "arm64"])]).default(["x86_64"]),
  /** A queue; topics are not run as dead-letter targets. */
  DeadLetterConfig: z
    .strictObject({ TargetArn: z.string().regex(/^arn:aws[a-z-]*:sqs:/, "is not the ARN of an SQS queue") })
    .optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
  LoggingConfig: z.strictObject({ LogGroup: z.string().optional(), LogFormat: z.literal("Text").optional() }).optional(),
  Description: z.string().max(256).default(""),
  PackageType: z.literal("Zip").optional(),
  TracingConfig: z.strictObject({ Mode: z.literal("PassThrough") }).optional(),
  /** Change nothing here. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

/** AWS::Lambda::Function. `Ref` is its name. */
export function functionType(functions: Functions): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::Lambda::Function",
    properties,
    async apply({ properties, generatedName }, cloud) {
      const name = properties.FunctionName ?? generatedName.slice(0, 64);
      const arn = functions.arnOf(name);
      assertAssumable(properties.Role, name, cloud.iam);
      const deadLetterQueue = properties.DeadLetterConfig?.TargetArn;
      if (deadLetterQueue !== undefined) assertMaySend(properties.Role, name, deadLetterQueue, cloud.iam);
      const zip = join(cloud.assetsFolder, properties.Code.S3Key.split("/").at(-1) ?? "");
      functions.put({
        name,
        arn,
        description: properties.Description,
        handler: properties.Handler,
        runtime: properties.Runtime,
        roleArn: properties.Role,
        timeout: properties.Timeout,
        memorySize: properties.MemorySize,
        architecture: properties.Architectures[0],
        variables: properties.Environment?.Variables ?? {},
        logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        reservedConcurrency: properties.ReservedConcurrentExecutions,
        deadLetterQueue,
        code: await unpack(zip, codeFolder(cloud)),
        lastModified: cloud.clock.now(),
      });
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}

function assertAssumable(
  roleArn: string,
  name: string,
  iam: { assumeRole(role: string, service: string, session: string): unknown },
): void {
  try {
    iam.assumeRole(roleArn, "lambda.amazonaws.com", name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `The role defined for the function cannot be assumed by Lambda. (${error.message})`;
    throw new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
  }
}

/** Lambda sends to the queue as the function's role, so a role that may not is refused before anything is lost. */
function assertMaySend(roleArn: string, sessionName: string, resource: string, iam: Iam): void {
  if (iam.allows({ principal: { kind: "role", roleArn, sessionName }, action: "sqs:SendMessage", resource })) return;
  const message = "The provided execution role does not have permissions to call SendMessage on SQS";
  throw new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
}
