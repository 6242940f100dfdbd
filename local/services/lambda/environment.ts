/** What a function's process finds in its environment: its own variables and Lambda's, none of ours. */
import { dirname } from "node:path";
import type { Cloud } from "../../contracts.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/** Names that Lambda keeps for itself (Developer Guide, "Reserved environment variables"): a template that sets one is refused. */
export const reservedVariables: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/**
 * The whole environment of one process. `runtimeApi` is host, port and path of its Runtime API.
 * @throws AwsError when the role can't be assumed
 */
export function environmentOf(
  configuration: FunctionConfiguration,
  cloud: Cloud,
  instance: { readonly runtimeApi: string; readonly logStream: string },
): Record<string, string> {
  const credentials = cloud.iam.assumeRole(configuration.roleArn, "lambda.amazonaws.com", configuration.name);
  return {
    LANG: "en_US.UTF-8",
    TZ: "UTC",
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    AWS_ENDPOINT_URL: cloud.endpoint,
    ...configuration.variables,
    _HANDLER: configuration.handler,
    LAMBDA_TASK_ROOT: configuration.code.folder,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: configuration.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: instance.logStream,
    AWS_LAMBDA_RUNTIME_API: instance.runtimeApi,
  };
}
