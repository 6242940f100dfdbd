/** The boot of the local cloud, from top to bottom. */
import { systemClock } from "./clock.ts";
import { createCloud, type Ports } from "./cloud.ts";
import type { Clock, Cloud, CloudEvent, CreatedResource, Service } from "./contracts.ts";
import { listen } from "./gateway/gateway.ts";
import { createIam } from "./iam/iam.ts";
import type { Permission } from "./iam/permission-uses.ts";
import { createCloudformation } from "./services/cloudformation/index.ts";
import { createCloudfront } from "./services/cloudfront/index.ts";
import { createCloudWatch } from "./services/cloudwatch/index.ts";
import { createCodeBuild } from "./services/codebuild/index.ts";
import { createCodeCommit } from "./services/codecommit/index.ts";
import { createDynamodb } from "./services/dynamodb/index.ts";
import { createEcr } from "./services/ecr/index.ts";
import { type ApiAddress, createHttpApi } from "./services/http-api/index.ts";
import { createIamResources } from "./services/iam/index.ts";
import { createLambda } from "./services/lambda/index.ts";
import { createLogs } from "./services/logs/index.ts";
import { createS3 } from "./services/s3/index.ts";
import { createSns } from "./services/sns/index.ts";
import { createSqs } from "./services/sqs/index.ts";
import { createStates } from "./services/states/index.ts";
import { createSts } from "./services/sts/index.ts";
import { lockFolder } from "./store/lock.ts";
import { applyPlan } from "./template/apply.ts";
import { type Plan, planTemplate } from "./template/plan.ts";
import { pseudoParameters } from "./template/pseudo-parameters.ts";
import { readTemplate } from "./template/template.ts";

export interface CloudOptions {
  /** A CloudFormation template, or the path of its JSON file. */
  readonly template: object | string;
  /** Folder with the zips that the template's `Code.S3Key`s name by their last segment. */
  readonly assetsFolder: string;
  /** Everything durable lives in it; one cloud at a time. */
  readonly stateFolder: string;
  readonly stackName: string;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default `000000000000`. */
  readonly accountId?: string;
  /** Default 4566; 0 for any free one. */
  readonly gatewayPort?: number;
  /** Where the first distribution listens, each further one on the next port; default 0, any free one. */
  readonly distributionPort?: number;
  /** Where the first HTTP API listens, each further one on the next port; default 0, any free one. */
  readonly apiPort?: number;
  /** Whose holder is the account's root; default `local`, `local`. */
  readonly operatorCredentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly clock?: Clock;
  /** Whether `permissions()` tells what each statement is used for; default false. */
  readonly recordPermissions?: boolean;
  readonly onEvent?: (event: CloudEvent) => void;
}

export interface ServedDistribution {
  readonly id: string;
  readonly domainName: string;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
}

export interface RunningCloud {
  readonly cloud: Cloud;
  /** What AWS_ENDPOINT_URL is set to. */
  readonly endpoint: string;
  /** The template's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What `Ref` and `Fn::GetAtt` give, by logical id. */
  readonly created: Readonly<Record<string, CreatedResource>>;
  /** Where each distribution is served, in the template's order. */
  readonly distributions: readonly ServedDistribution[];
  /** Where each HTTP API is served, in the template's order. */
  readonly apis: readonly ApiAddress[];
  /** Every permission that the template's policies give or deny, and the first call that needed it since the start. */
  permissions(): Permission[];
  /** Ends everything; what is unfinished is taken up by the next start. May be called again. */
  stop(): Promise<void>;
}

/**
 * Creates the template's resources and serves them.
 * @throws UnsupportedTemplate, InvalidTemplate, ResourceCreationFailed, PortInUse, StateFolderInUse; nothing keeps running then
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const { stackName, stateFolder, assetsFolder, region = "us-east-1", accountId = "000000000000" } = options;
  const { operatorCredentials: operator = { accessKeyId: "local", secretAccessKey: "local" }, clock = systemClock } = options;
  const undo = new AsyncDisposableStack();
  try {
    const template = readTemplate(options.template);
    undo.defer(lockFolder(stateFolder));

    const { distributionPort = 0, onEvent = () => {}, recordPermissions: recordUses = false } = options;
    const iam = createIam({ accountId, folder: `${stateFolder}/iam`, operator, now: clock.now, recordUses });
    const { cloud, connect, reachableAt } = createCloud({
      accountId,
      region,
      stackName,
      stateFolder,
      assetsFolder,
      distributionPort,
      clock,
      iam,
      onEvent,
    });
    const { services, ports, distributions, apis, stackIsThere } = createServices(cloud, options.apiPort ?? 0);
    connect(ports);

    const types = new Map(services.flatMap(({ resourceTypes }) => resourceTypes.map((type) => [type.type, type] as const)));
    const plan = planTemplate({
      template,
      parameters: options.parameters ?? {},
      pseudo: pseudoParameters({ accountId, region, stackName }),
      types,
    });

    const gateway = await listen(options.gatewayPort ?? 4566);
    undo.defer(() => gateway.close());
    reachableAt(`http://127.0.0.1:${gateway.port}`);
    for (const service of services) undo.defer(() => service.stop?.());

    const { created, outputs } = await applyPlan(plan, types, cloud);
    stackIsThere(plan, outputs);
    gateway.open({ cloud, services, rules: { findKey: iam.findKey, region, now: Date.now } });
    for (const service of services) await service.start?.();

    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= undo.disposeAsync());
    const { permissions } = iam;
    const served = { distributions: distributions(), apis: apis() };
    return { cloud, endpoint: cloud.endpoint, outputs, created, ...served, permissions, stop };
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

/** In the order in which they start; they stop in the opposite one, so that who calls ends before who is called. */
function createServices(
  cloud: Cloud,
  apiPort: number,
): {
  services: readonly Service[];
  ports: Ports;
  distributions(): readonly ServedDistribution[];
  apis(): readonly ApiAddress[];
  stackIsThere(plan: Plan, outputs: Readonly<Record<string, string>>): void;
} {
  const cloudformation = createCloudformation(cloud);
  const metrics = createCloudWatch(cloud);
  const logs = createLogs(cloud);
  const s3 = createS3(cloud);
  const dynamodb = createDynamodb(cloud);
  const ecr = createEcr(cloud);
  const sqs = createSqs(cloud);
  const lambda = createLambda(cloud);
  const sns = createSns(cloud);
  const codecommit = createCodeCommit(cloud);
  const codebuild = createCodeBuild(cloud);
  const httpApi = createHttpApi(cloud, apiPort);
  const cloudfront = createCloudfront(cloud);
  const states = createStates(cloud);
  const services: readonly Service[] = [
    createIamResources(cloud),
    createSts(cloud),
    cloudformation,
    metrics,
    logs,
    s3,
    dynamodb,
    ecr,
    sqs,
    lambda,
    sns,
    codecommit,
    codebuild,
    httpApi,
    cloudfront,
    states,
  ];
  const ports: Ports = {
    lambda: lambda.port,
    sns: sns.port,
    sqs: sqs.port,
    logs: logs.port,
    metrics: metrics.port,
    s3: s3.port,
    codecommit: codecommit.port,
    ecr: ecr.port,
    httpApis: httpApi.port,
  };
  return {
    services,
    ports,
    distributions: () => cloudfront.distributions(),
    apis: () => httpApi.apis(),
    stackIsThere({ template, pseudo }, outputs) {
      cloudformation.told({
        id: String(pseudo["AWS::StackId"]),
        name: cloud.stackName,
        description: template.Description,
        createdAt: cloud.clock.now(),
        outputs: Object.entries(outputs).map(([name, value]) => ({
          name,
          value,
          description: template.Outputs[name]?.Description,
        })),
      });
    },
  };
}
