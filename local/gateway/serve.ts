/** The way of one request through the gateway: who is it, which service, which operation, is it allowed, run it. */
import type { Cloud, RawRequest, RawResponse, Service, Wire } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { openPayload } from "./body/payload.ts";
import { readWhole } from "./body/read-whole.ts";
import { requireOwnHost, requireOwnOrigin } from "./front-door.ts";
import { withoutPresigning } from "./presigned.ts";
import {
  authenticationError,
  type ErrorForm,
  errorFormOf,
  errorResponse,
  guessErrorForm,
  internalError,
} from "./protocols/errors.ts";
import { readJsonCall, writeJsonReply } from "./protocols/json.ts";
import { readQueryCall, writeQueryReply } from "./protocols/query.ts";
import type { GatewayRequest } from "./request.ts";
import { authenticate, type Rules } from "./sigv4/authenticate.ts";
import { AuthenticationFailure } from "./sigv4/authentication-failure.ts";
import { sha256Hex } from "./sigv4/signature.ts";
import { carriesSignature, readSignature } from "./sigv4/signed-request.ts";

/** What the way leads past. */
export interface Surroundings {
  readonly cloud: Cloud;
  readonly rules: Rules;
  readonly services: readonly Service[];
}

/** Never rejects: whatever goes wrong is an answer in the form of the service's protocol. */
export async function serve(request: GatewayRequest, surroundings: Surroundings): Promise<RawResponse> {
  const service = carriesSignature(request) ? undefined : unsignedService(request, surroundings.services);
  const route: Route = { form: guessErrorForm(request.headers), service: "" };
  try {
    requireOwnHost(request.headers);
    return service ? await serveUnsigned(request, service) : await serveSigned(request, surroundings, route);
  } catch (error) {
    return failed(error, request, surroundings.cloud, route);
  }
}

/** What is known of the way by the time something fails. */
interface Route {
  form: ErrorForm;
  namespace?: string;
  service: string;
  operation?: string;
}

function unsignedService(request: GatewayRequest, services: readonly Service[]): Service | undefined {
  return services.find((service) => service.unsigned && request.path.startsWith(service.unsigned.pathPrefix));
}

async function serveUnsigned(request: GatewayRequest, service: Service): Promise<RawResponse> {
  requireOwnOrigin(request.headers);
  if (!service.unsigned) throw new TypeError(`${service.signingName} has no unsigned paths`);
  return service.unsigned.handle({ ...request, principal: { kind: "root" } });
}

async function serveSigned(request: GatewayRequest, surroundings: Surroundings, route: Route): Promise<RawResponse> {
  const signed = readSignature(request);
  route.service = signed.scope.service;
  const wire = surroundings.services.find((service) => service.signingName === signed.scope.service)?.wire;
  if (!wire)
    throw new AwsError(
      "UnknownServiceException",
      `The service '${signed.scope.service}' is not supported by this local cloud`,
      404,
    );
  route.form = errorFormOf(wire);
  if (wire.protocol === "query") route.namespace = wire.xmlNamespace;

  const announced = request.headers["x-amz-content-sha256"] ?? request.query.get("X-Amz-Content-Sha256") ?? undefined;
  if (wire.protocol === "rest") {
    const presigned = signed.form === "presigned" && signed.scope.service === "s3" ? "UNSIGNED-PAYLOAD" : undefined;
    const whole = (announced ?? presigned) ? undefined : await readWhole(request.body);
    const payloadHash = announced ?? presigned ?? sha256Hex(whole ?? "");
    const sender = authenticate(request, signed, payloadHash, surroundings.rules);
    const plain = signed.form === "presigned" ? withoutPresigning(request) : request;
    const payload = openPayload(
      {
        headers: plain.headers,
        body: whole ? only(whole) : request.body,
        payloadHash,
        checksumsCoverBody: !(request.method === "POST" && request.query.has("uploadId")),
      },
      sender,
    );
    return wire.handle({ ...plain, ...payload, principal: sender.principal } satisfies RawRequest);
  }

  const body = await readWhole(request.body);
  const { principal } = authenticate(
    request,
    signed,
    announced === "UNSIGNED-PAYLOAD" ? announced : sha256Hex(body),
    surroundings.rules,
  );
  const { name, operation, input } = readCall(wire, request, body, route);
  route.operation = name;
  surroundings.cloud.iam.authorize({
    principal,
    action: operation.action,
    resource: operation.resource(input, surroundings.cloud),
  });
  const output = await operation.run({ input, principal, requestId: request.requestId }, surroundings.cloud);
  return wire.protocol === "query"
    ? writeQueryReply(name, wire.xmlNamespace, output, request.requestId)
    : writeJsonReply(wire.protocol, output);
}

function readCall(wire: Exclude<Wire, { protocol: "rest" }>, request: GatewayRequest, body: Buffer, route: Route) {
  route.operation = request.headers["x-amz-target"] ?? new URLSearchParams(body.toString("latin1")).get("Action") ?? "";
  return wire.protocol === "query"
    ? readQueryCall(request.query, body, wire.operations)
    : readJsonCall(request.headers, body, wire.operations);
}

async function* only(whole: Uint8Array): AsyncIterable<Uint8Array> {
  yield whole;
}

function failed(thrown: unknown, request: GatewayRequest, cloud: Cloud, route: Route): RawResponse {
  const error = asAwsError(thrown, route.form);
  const operation = route.operation ?? `${request.method} ${request.path}`;
  if (!error) {
    cloud.emit({
      type: "internal-error",
      where: `${route.service} ${operation}`,
      message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    });
    return errorResponse(route.form, internalError(route.form), request.requestId, route.namespace);
  }
  if (isRefusal(error))
    cloud.emit({ type: "request-refused", service: route.service, operation, code: error.code, message: error.message });
  return errorResponse(route.form, error, request.requestId, route.namespace);
}

function asAwsError(thrown: unknown, form: ErrorForm): AwsError | undefined {
  if (thrown instanceof AwsError) return thrown;
  return thrown instanceof AuthenticationFailure ? authenticationError(form, thrown) : undefined;
}

/** What a person who watches should see: a call that can never work here, or that IAM or the signature forbids. */
function isRefusal(error: AwsError): boolean {
  return (
    error.status === 403 ||
    error.status === 501 ||
    /^(AccessDenied|AuthorizationError|InvalidAction|Unknown|Unrecognized|InvalidSignature|IncompleteSignature|ExpiredToken|MissingAuthentication)/.test(
      error.code,
    )
  );
}
