/**
 * What the parts of this small AWS owe each other. Every service folder implements `Service`,
 * every CloudFormation type it understands is a `ResourceType`, and services reach each other
 * only through the ports below: never by importing each other's files.
 */
import type { z } from "zod";

/** Who makes a call: IAM decides by this and nothing else. */
export type Principal =
  | { readonly kind: "root" }
  | { readonly kind: "role"; readonly roleArn: string; readonly sessionName: string }
  | {
      readonly kind: "service";
      /** For example `sns.amazonaws.com`. */
      readonly service: string;
      /** The resource on whose behalf the service calls (`aws:SourceArn`). */
      readonly sourceArn: string;
    };

/** A question to IAM: may this principal do this action on this resource? */
export interface Access {
  readonly principal: Principal;
  /** For example `states:StartExecution`. */
  readonly action: string;
  /** The ARN the action is on, or `*` for actions without a resource. */
  readonly resource: string;
  /** The ARN that carries the resource policy, when it is not `resource` itself (an object's bucket). */
  readonly policyOwner?: string;
}

/** IAM as the services see it. */
export interface Iam {
  /** Returns when allowed. @throws AccessDenied (an AwsError) that names principal, action and resource. */
  authorize(access: Access): void;
  /** The same decision as a boolean, for callers that must hide what they may not show. */
  allows(access: Access): boolean;
  /** @throws AwsError when the role does not exist or its trust policy does not name the service. */
  assumeRole(roleArn: string, service: string, sessionName: string): Credentials;
  /** Sets (or, with undefined, removes) the resource policy that `arn` carries. */
  setResourcePolicy(arn: string, policyId: string, document: PolicyDocument | undefined): void;
  putRole(role: Role): void;
}

export interface Role {
  readonly roleName: string;
  readonly arn: string;
  readonly trustPolicy: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
}

/** Credentials of a session; what a function or a build finds in its environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** An IAM policy document as the template has it, intrinsics already resolved. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly unknown[];
}

/** One request of a JSON- or Query-protocol client after the gateway has authenticated it. */
export interface Call<Input = Record<string, unknown>> {
  readonly input: Input;
  readonly principal: Principal;
  readonly requestId: string;
}

/**
 * One API operation. The gateway asks IAM for `action` on `resource(input)` before `run`;
 * an operation whose authorization AWS splits further asks `cloud.iam` itself.
 */
export interface Operation<Input = never, Output = unknown> {
  readonly action: string;
  resource(input: Input, cloud: Cloud): string;
  /** In the Query protocol a reply's maps are `Map`s, its flat lists `Set`s, plain objects its structures. */
  run(call: Call<Input>, cloud: Cloud): Promise<Output> | Output;
}

/** A raw HTTP request and answer, for REST services (S3, Lambda) and git. */
export interface RawRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The body with any aws-chunked framing already removed. Its hash, checksums and length are verified while it is
   * read: a wrong one throws an AwsError at the end, so nothing may be kept before the end was reached.
   */
  readonly body: AsyncIterable<Uint8Array>;
  readonly principal: Principal;
  readonly requestId: string;
}
export interface RawResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** How a service's operations travel (the AWS wire protocols). */
export type Wire =
  | { readonly protocol: "json-1.0" | "json-1.1"; readonly operations: OperationTable }
  | {
      readonly protocol: "query";
      readonly xmlNamespace: string;
      readonly operations: OperationTable;
      /** What newer clients of the service speak to the same operations (CloudWatch): their numbers come as numbers. */
      readonly also?: "json-1.0";
      /** The operations as those see them, where the shapes of the two protocols differ (SQS). */
      readonly alsoOperations?: OperationTable;
    }
  | {
      readonly protocol: "rest";
      readonly errorForm: "s3-xml" | "rest-xml" | "rest-json" | "json-1.0";
      handle(request: RawRequest): Promise<RawResponse>;
    };

// biome-ignore lint/suspicious/noExplicitAny: a table of operations holds operations of unlike inputs
export type OperationTable = Readonly<Record<string, Operation<any, unknown>>>;

/** One emulated service. */
export interface Service {
  /** The service's name in a SigV4 credential scope: `states`, `s3`, `sns`, … */
  readonly signingName: string;
  readonly wire?: Wire;
  /** Paths that clients reach without a signature (git): the gateway hands them over as `root`, the operator. */
  readonly unsigned?: { readonly pathPrefix: string; handle(request: RawRequest): Promise<RawResponse> };
  /** The CloudFormation resource types this service creates. */
  // biome-ignore lint/suspicious/noExplicitAny: types of unlike properties share one list
  readonly resourceTypes: readonly ResourceType<any>[];
  /** Called after every resource exists: takes up what was under way when the process last ended. */
  start?(): Promise<void>;
  /** Ends timers and child processes; what is unfinished stays on disk. */
  stop?(): Promise<void>;
}

/** A resource of the template whose intrinsics are resolved. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly properties: Properties;
  /** A stable name for a resource the template leaves unnamed: `<stack>-<logicalId>-<hash>`. */
  readonly generatedName: string;
}

/** What `Ref` and `Fn::GetAtt` of a created resource give. */
export interface CreatedResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * One CloudFormation resource type. `properties` is a strict schema: a property that is not in it
 * stops the boot by name. `apply` creates or updates and may run again at every boot.
 */
export interface ResourceType<Properties> {
  readonly type: string;
  readonly properties: z.ZodType<Properties>;
  apply(resource: Resource<Properties>, cloud: Cloud): Promise<CreatedResource> | CreatedResource;
}

/** Lambda, as the services that invoke functions see it. */
export interface LambdaPort {
  /** Waits for the answer. A function's own failure is a value, not an exception. @throws AwsError */
  invoke(request: LambdaRequest): Promise<LambdaResult>;
  /** Accepts an event durably and returns; it is delivered at least once, tried three times. @throws AwsError */
  invokeAsync(request: LambdaRequest): Promise<void>;
}
export interface LambdaRequest {
  /** Function ARN, or its name. */
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  readonly principal: Principal;
  readonly signal?: AbortSignal;
}
export type LambdaResult =
  | { readonly ok: true; readonly payload: string; readonly requestId: string }
  | {
      readonly ok: false;
      /** `Unhandled` as in the X-Amz-Function-Error header. */
      readonly functionError: string;
      /** JSON text `{errorType, errorMessage, trace}` as Lambda answers it. */
      readonly payload: string;
      readonly requestId: string;
    };

export interface SnsPort {
  /** @throws AwsError NotFound, AuthorizationError */
  publish(message: { topicArn: string; message: string; subject?: string; principal: Principal }): Promise<{ messageId: string }>;
}

/** SQS, as the services that send to queues see it. */
export interface SqsPort {
  /**
   * Returns when the message is on disk. The same `messageId` again is the same message, so that a sender that was
   * interrupted may send again.
   * @throws AwsError QueueDoesNotExist, AccessDenied
   */
  send(message: {
    readonly queueArn: string;
    readonly body: string;
    readonly attributes?: Readonly<Record<string, { readonly type: "String" | "Number"; readonly value: string }>>;
    readonly messageId?: string;
    readonly principal: Principal;
  }): Promise<{ messageId: string }>;
}

/** CloudWatch's metrics, as the services see them that measure themselves or find measurements in logs. */
export interface MetricsPort {
  /** Records on the services' own behalf: IAM is not asked, and what CloudWatch does not take is left out. */
  record(measurements: readonly Measurement[]): void;
}
export interface Measurement {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly values: readonly number[];
  /** One of CloudWatch's: `Count`, `Milliseconds`, `None`, … */
  readonly unit: string;
  /** Seconds: 1 or, unless said, 60. */
  readonly resolution?: number;
}

export interface LogsPort {
  /** Appends lines as `principal` would with PutLogEvents; creates the stream. @throws AwsError */
  write(entry: { group: string; stream: string; lines: readonly string[]; principal: Principal }): void;
}

export interface S3Port {
  /** @throws AwsError NoSuchBucket, NoSuchKey, AccessDenied as S3 answers them. */
  get(request: { bucket: string; key: string; principal: Principal }): Promise<StoredObject>;
  put(request: { bucket: string; key: string; body: Uint8Array; contentType?: string; principal: Principal }): Promise<void>;
}
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentEncoding?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface CodeCommitPort {
  /** The bare repository's folder. @throws AwsError RepositoryDoesNotExistException */
  repositoryPath(name: string): string;
}

/** ECR's registry, as who pushes and pulls images with a container engine sees it. */
export interface EcrPort {
  /** The host in the addresses of this account's images; nothing listens there. */
  readonly registryHost: string;
  /**
   * Where the registry really listens, `127.0.0.1:<port>`. Started when it is first asked for.
   * @throws AwsError ServerException when this machine has no registry program
   */
  address(): Promise<string>;
  /** The password that logs the user `AWS` in as `principal`, as GetAuthorizationToken gives it. @throws AwsError AccessDenied */
  password(principal: Principal): string;
}

/** HTTP APIs, as CloudFront asks them. */
export interface HttpApiPort {
  /** Whether an API of this stack has this domain name, `<id>.execute-api.<region>.amazonaws.com`, or listens at this host. */
  has(domainName: string): boolean;
  /** The API's answer, also when that is an error. @throws AwsError for a domain name that no API has */
  fetch(domainName: string, request: HttpApiRequest): Promise<HttpApiResponse>;
}
/** Without a body: what an edge asks an origin for. */
export interface HttpApiRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourceIp: string;
}
export interface HttpApiResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Each becomes a Set-Cookie. */
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
}

/** What happens in the cloud, for a person who watches. Never needed for it to work. */
export type CloudEvent =
  | { type: "resource-created"; logicalId: string; resourceType: string; milliseconds: number }
  /** `commit` is where the reference is now, or, when the push deleted it, where it last was. */
  | { type: "push"; repository: string; reference: string; commit: string; created: boolean; deleted: boolean }
  | { type: "sms"; phoneNumber: string; message: string; topicArn: string }
  | { type: "delivery-failed"; from: string; to: string; error: string; message: string }
  | {
      type: "execution-started" | "execution-ended";
      executionArn: string;
      machine: string;
      status: string;
      error?: string;
      cause?: string;
    }
  | { type: "state-entered"; executionArn: string; machine: string; state: string }
  | { type: "build-phase"; buildId: string; project: string; phase: string; status: string; seconds?: number; message?: string }
  | { type: "build-log"; buildId: string; line: string }
  | { type: "build-ended"; buildId: string; project: string; status: string }
  | { type: "function-log"; functionName: string; line: string }
  /** A call that IAM, its signature or the lack of an operation refused. */
  | { type: "request-refused"; service: string; operation: string; code: string; message: string }
  /** A fault of this cloud itself, which its client only sees as a 500. */
  | { type: "internal-error"; where: string; message: string };

/** Time that a test can hold still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back at or after `time` (milliseconds since the epoch); returns what cancels it. */
  at(time: number, callback: () => void): () => void;
}

/** The cloud as a service sees it. Ports are looked up when used, so services may be made in any order. */
export interface Cloud {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
  /** Where everything durable lives; a service uses only the folder `stateFolder(name)` gives it. */
  stateFolder(name: string): string;
  /** `http://127.0.0.1:<port>`: what AWS_ENDPOINT_URL is set to. */
  readonly endpoint: string;
  /** The port that the first distribution listens on, 0 for any free one; each further distribution takes the next. */
  readonly distributionPort: number;
  /** Folder with the zips that the template's `Code.S3Key`s name by their last segment. */
  readonly assetsFolder: string;
  readonly clock: Clock;
  readonly iam: Iam;
  readonly lambda: LambdaPort;
  readonly sns: SnsPort;
  readonly sqs: SqsPort;
  readonly logs: LogsPort;
  readonly metrics: MetricsPort;
  readonly s3: S3Port;
  readonly codecommit: CodeCommitPort;
  readonly ecr: EcrPort;
  readonly httpApis: HttpApiPort;
  emit(event: CloudEvent): void;
}
