/**
 * What AWS documents of the types that a stack like this is made of, and its specification does not say. Each is to be found on the
 * page of the type in CloudFormation's template reference, or on the page of the call that it links to. They were written down from
 * memory, as those pages could not be reached: where one refuses what AWS takes, the page is right.
 */

/** Values of properties that take no others, by type and property; a list's place is `0`. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  "AWS::Lambda::Function Runtime": ["nodejs22.x", "nodejs24.x"], // those that may still be created and that run these bundles
  "AWS::Lambda::Function Architectures.0": ["x86_64", "arm64"],
  "AWS::DynamoDB::Table BillingMode": ["PAY_PER_REQUEST", "PROVISIONED"],
  "AWS::DynamoDB::Table AttributeDefinitions.0.AttributeType": ["S", "N", "B"],
  "AWS::DynamoDB::Table KeySchema.0.KeyType": ["HASH", "RANGE"],
  "AWS::SNS::Subscription Protocol": ["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"],
  "AWS::CodeBuild::Project Environment.Type": [
    "ARM_CONTAINER",
    "LINUX_CONTAINER",
    "LINUX_GPU_CONTAINER",
    "ARM_EC2",
    "LINUX_EC2",
    "ARM_LAMBDA_CONTAINER",
    "LINUX_LAMBDA_CONTAINER",
    "WINDOWS_SERVER_2019_CONTAINER",
    "WINDOWS_SERVER_2022_CONTAINER",
    "WINDOWS_EC2",
    "MAC_ARM",
  ],
  "AWS::CodeBuild::Project Environment.ComputeType": [
    "BUILD_GENERAL1_SMALL",
    "BUILD_GENERAL1_MEDIUM",
    "BUILD_GENERAL1_LARGE",
    "BUILD_GENERAL1_XLARGE",
    "BUILD_GENERAL1_2XLARGE",
    "BUILD_LAMBDA_1GB",
    "BUILD_LAMBDA_2GB",
    "BUILD_LAMBDA_4GB",
    "BUILD_LAMBDA_8GB",
    "BUILD_LAMBDA_10GB",
    "ATTRIBUTE_BASED_COMPUTE",
    "CUSTOM_INSTANCE_TYPE",
  ],
  "AWS::CodeBuild::Project Environment.EnvironmentVariables.0.Type": ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"],
  "AWS::CodeBuild::Project Source.Type": [
    "BITBUCKET",
    "CODECOMMIT",
    "CODEPIPELINE",
    "GITHUB",
    "GITHUB_ENTERPRISE",
    "GITLAB",
    "GITLAB_SELF_MANAGED",
    "NO_SOURCE",
    "S3",
  ],
  "AWS::CodeBuild::Project Artifacts.Type": ["CODEPIPELINE", "NO_ARTIFACTS", "S3"],
  "AWS::CodeBuild::Project Artifacts.NamespaceType": ["NONE", "BUILD_ID"],
  "AWS::CodeBuild::Project Artifacts.Packaging": ["NONE", "ZIP"],
  "AWS::CodeBuild::Project Cache.Type": ["NO_CACHE", "S3", "LOCAL"],
  "AWS::CodeBuild::Project LogsConfig.CloudWatchLogs.Status": ["ENABLED", "DISABLED"],
  "AWS::CodeCommit::Repository Triggers.0.Events.0": ["all", "updateReference", "createReference", "deleteReference"],
  "AWS::ApiGatewayV2::Api ProtocolType": ["HTTP", "WEBSOCKET"],
  "AWS::ApiGatewayV2::Integration IntegrationType": ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
  "AWS::ApiGatewayV2::Integration PayloadFormatVersion": ["1.0", "2.0"],
  "AWS::CloudFront::Function FunctionConfig.Runtime": ["cloudfront-js-1.0", "cloudfront-js-2.0"],
  "AWS::CloudFront::OriginAccessControl OriginAccessControlConfig.OriginAccessControlOriginType": [
    "s3",
    "mediastore",
    "mediapackagev2",
    "lambda",
  ],
  "AWS::CloudFront::OriginAccessControl OriginAccessControlConfig.SigningBehavior": ["always", "never", "no-override"],
  "AWS::CloudFront::OriginAccessControl OriginAccessControlConfig.SigningProtocol": ["sigv4"],
  "AWS::CloudFront::CachePolicy CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.CookiesConfig.CookieBehavior": [
    "none",
    "whitelist",
    "allExcept",
    "all",
  ],
  "AWS::CloudFront::CachePolicy CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig.HeaderBehavior": [
    "none",
    "whitelist",
  ],
  "AWS::CloudFront::CachePolicy CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.QueryStringsConfig.QueryStringBehavior":
    ["none", "whitelist", "allExcept", "all"],
  "AWS::CloudFront::ResponseHeadersPolicy ResponseHeadersPolicyConfig.SecurityHeadersConfig.FrameOptions.FrameOption": [
    "DENY",
    "SAMEORIGIN",
  ],
  "AWS::CloudFront::Distribution DistributionConfig.HttpVersion": ["http1.1", "http2", "http3", "http2and3"],
  "AWS::CloudFront::Distribution DistributionConfig.PriceClass": ["PriceClass_100", "PriceClass_200", "PriceClass_All", "None"],
  ...behaviour("DefaultCacheBehavior"),
  ...behaviour("CacheBehaviors.0"),
  "AWS::CloudFront::Distribution DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy": [
    "http-only",
    "match-viewer",
    "https-only",
  ],
  "AWS::CloudFront::Distribution DistributionConfig.Origins.0.CustomOriginConfig.OriginSSLProtocols.0": [
    "SSLv3",
    "TLSv1",
    "TLSv1.1",
    "TLSv1.2",
  ],
};

function behaviour(name: string): Record<string, readonly string[]> {
  const place = `AWS::CloudFront::Distribution DistributionConfig.${name}`;
  return {
    [`${place}.ViewerProtocolPolicy`]: ["allow-all", "https-only", "redirect-to-https"],
    [`${place}.FunctionAssociations.0.EventType`]: ["viewer-request", "viewer-response"],
    [`${place}.AllowedMethods.0`]: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
  };
}

/** The least and the most that a number may be. */
export const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  "AWS::Lambda::Function MemorySize": [128, 10_240],
  "AWS::Lambda::Function Timeout": [1, 900],
  "AWS::SQS::Queue MessageRetentionPeriod": [60, 1_209_600],
  "AWS::SQS::Queue VisibilityTimeout": [0, 43_200],
  "AWS::CodeBuild::Project TimeoutInMinutes": [5, 2_160],
  "AWS::CodeBuild::Project QueuedTimeoutInMinutes": [5, 480],
};

export interface NameRule {
  readonly property: string;
  readonly shape: RegExp;
  readonly most: number;
  /** S3 has one name space for everybody, so a name there has the account and the region in it. */
  readonly isGlobal?: true;
}

/** The physical names that a template may give, each with what it may be. */
export const NAMES: Readonly<Record<string, NameRule>> = {
  "AWS::S3::Bucket": { property: "BucketName", shape: /^(?!xn--)[a-z0-9][a-z0-9.-]+[a-z0-9]$/, most: 63, isGlobal: true },
  "AWS::DynamoDB::Table": { property: "TableName", shape: /^[\w.-]{3,}$/, most: 255 },
  "AWS::SNS::Topic": { property: "TopicName", shape: /^[\w-]+$/, most: 256 },
  "AWS::SQS::Queue": { property: "QueueName", shape: /^[\w-]+(\.fifo)?$/, most: 80 },
  "AWS::Lambda::Function": { property: "FunctionName", shape: /^[\w-]+$/, most: 64 },
  "AWS::IAM::Role": { property: "RoleName", shape: /^[\w+=,.@-]+$/, most: 64 },
  "AWS::Logs::LogGroup": { property: "LogGroupName", shape: /^[\w./#-]+$/, most: 512 },
  "AWS::StepFunctions::StateMachine": { property: "StateMachineName", shape: /^[\w-]+$/, most: 80 },
  "AWS::CodeBuild::Project": { property: "Name", shape: /^[A-Za-z0-9][\w-]+$/, most: 150 },
  "AWS::CodeCommit::Repository": { property: "RepositoryName", shape: /^(?!.*\.git$)[\w.-]+$/, most: 100 },
  "AWS::ECR::Repository": { property: "RepositoryName", shape: /^[a-z0-9]+([._/-][a-z0-9]+)*$/, most: 256 },
  "AWS::CloudWatch::Alarm": { property: "AlarmName", shape: /./, most: 255 },
  "AWS::ApiGatewayV2::Api": { property: "Name", shape: /./, most: 128 },
  "AWS::CloudFront::Function": { property: "Name", shape: /^[\w-]+$/, most: 64 },
  "AWS::CloudFront::OriginAccessControl": { property: "OriginAccessControlConfig.Name", shape: /./, most: 64 },
  "AWS::CloudFront::CachePolicy": { property: "CachePolicyConfig.Name", shape: /./, most: 128 },
  "AWS::CloudFront::ResponseHeadersPolicy": { property: "ResponseHeadersPolicyConfig.Name", shape: /./, most: 128 },
};

/**
 * Properties that the specification calls optional and without which the service refuses the resource, by type; with the
 * one, if any, whose presence makes the other needless.
 */
export const NEEDED: Readonly<Record<string, readonly { readonly property: string; readonly unless?: string }[]>> = {
  "AWS::Lambda::Function": [
    { property: "Handler", unless: "PackageType" },
    { property: "Runtime", unless: "PackageType" },
  ],
  "AWS::DynamoDB::Table": [{ property: "AttributeDefinitions" }, { property: "BillingMode", unless: "ProvisionedThroughput" }],
  "AWS::SNS::Subscription": [{ property: "Endpoint" }],
  "AWS::StepFunctions::StateMachine": [{ property: "DefinitionString", unless: "Definition" }],
  "AWS::ApiGatewayV2::Api": [
    { property: "Name", unless: "Body" },
    { property: "ProtocolType", unless: "Body" },
  ],
  "AWS::ApiGatewayV2::Integration": [{ property: "PayloadFormatVersion" }, { property: "IntegrationUri" }],
};
