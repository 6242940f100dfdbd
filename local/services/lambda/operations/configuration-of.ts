/** A function as the API shows it. */
import type { FunctionConfiguration } from "../function-configuration.ts";

/** The `FunctionConfiguration` structure of the API Reference. */
export function configurationOf(configuration: FunctionConfiguration): Record<string, unknown> {
  return {
    FunctionName: configuration.name,
    FunctionArn: configuration.arn,
    Description: configuration.description,
    Runtime: configuration.runtime,
    Role: configuration.roleArn,
    Handler: configuration.handler,
    CodeSize: configuration.code.size,
    CodeSha256: configuration.code.sha256,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    LastModified: new Date(configuration.lastModified).toISOString().replace("Z", "+0000"),
    Version: "$LATEST",
    ...(configuration.deadLetterQueue !== undefined && { DeadLetterConfig: { TargetArn: configuration.deadLetterQueue } }),
    Environment: { Variables: configuration.variables },
    TracingConfig: { Mode: "PassThrough" },
    PackageType: "Zip",
    Architectures: [configuration.architecture],
    State: "Active",
    LastUpdateStatus: "Successful",
    LoggingConfig: { LogFormat: "Text", LogGroup: configuration.logGroup },
  };
}
