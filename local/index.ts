/** What this package offers: a small AWS on one machine, made of a packaged CloudFormation template. */
export { type CloudOptions, type RunningCloud, startCloud } from "./boot.ts";
export type { Clock, Cloud, CloudEvent, CreatedResource } from "./contracts.ts";
export { AwsError, InvalidTemplate, UnsupportedTemplate } from "./errors.ts";
export { PortInUse } from "./gateway/gateway.ts";
export type { Permission } from "./iam/permission-uses.ts";
export { findContainerEngine } from "./services/codebuild/runner/container-engine.ts";
export { findRegistryProgram } from "./services/ecr/registry/find-program.ts";
export { keepsImages } from "./services/ecr/registry/kept-images.ts";
export { StateFolderInUse } from "./store/lock.ts";
export { ResourceCreationFailed } from "./template/apply.ts";
