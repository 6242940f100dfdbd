/** The cloud that services see, made before they are and completed by them. */
import { join } from "node:path";
import type {
  Clock,
  Cloud,
  CloudEvent,
  CodeCommitPort,
  EcrPort,
  HttpApiPort,
  Iam,
  LambdaPort,
  LogsPort,
  MetricsPort,
  S3Port,
  SnsPort,
  SqsPort,
} from "./contracts.ts";
import { makeFolder } from "./store/folders.ts";

/** What one service offers to the others. */
export interface Ports {
  readonly lambda: LambdaPort;
  readonly sns: SnsPort;
  readonly sqs: SqsPort;
  readonly logs: LogsPort;
  readonly metrics: MetricsPort;
  readonly s3: S3Port;
  readonly codecommit: CodeCommitPort;
  readonly ecr: EcrPort;
  readonly httpApis: HttpApiPort;
}

export interface CloudSettings {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
  readonly stateFolder: string;
  readonly assetsFolder: string;
  readonly distributionPort: number;
  readonly clock: Clock;
  readonly iam: Iam;
  onEvent(event: CloudEvent): void;
}

export interface UnfinishedCloud {
  readonly cloud: Cloud;
  /** Gives the cloud what is known only when its services are made: their ports. */
  connect(ports: Ports): void;
  /** Gives the cloud what is known only when the gateway listens. */
  reachableAt(endpoint: string): void;
}

export function createCloud({ stateFolder, onEvent, ...settings }: CloudSettings): UnfinishedCloud {
  let ports: Partial<Ports> = {};
  let endpoint: string | undefined;
  const cloud: Cloud = {
    ...settings,
    stateFolder(name) {
      const folder = join(stateFolder, name);
      makeFolder(folder);
      return folder;
    },
    get endpoint() {
      return known(endpoint, "the endpoint");
    },
    get lambda() {
      return known(ports.lambda, "Lambda");
    },
    get sns() {
      return known(ports.sns, "SNS");
    },
    get sqs() {
      return known(ports.sqs, "SQS");
    },
    get logs() {
      return known(ports.logs, "CloudWatch Logs");
    },
    get metrics() {
      return known(ports.metrics, "CloudWatch");
    },
    get s3() {
      return known(ports.s3, "S3");
    },
    get codecommit() {
      return known(ports.codecommit, "CodeCommit");
    },
    get ecr() {
      return known(ports.ecr, "ECR");
    },
    get httpApis() {
      return known(ports.httpApis, "API Gateway");
    },
    emit(event) {
      try {
        onEvent(event);
      } catch (error) {
        // Who watches must not be able to break what is watched.
        process.emitWarning(`An event's watcher failed: ${String(error)}`);
      }
    },
  };
  return {
    cloud,
    connect(given) {
      ports = given;
    },
    reachableAt(url) {
      endpoint = url;
    },
  };
}

function known<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new TypeError(`${name} was asked for before the boot came to it`);
  return value;
}
