/** A signed request: who sent it, which service, which operation, is it allowed, run it. */
import type { Cloud, Principal, RawResponse, Service, Wire } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { openPayload } from "./body/payload.ts";
import { readWhole } from "./body/read-whole.ts";
import { unzipped } from "./body/unzipped.ts";
import type { Route } from "./failure.ts";
import { withoutPresigning } from "./presigned.ts";
import { errorFormOf } from "./protocols/errors.ts";
import type { Invocation } from "./protocols/invocation.ts";
import { readJsonCall, writeJsonReply } from "./protocols/json.ts";
import { readQueryCall, writeQueryReply } from "./protocols/query.ts";
import { spokenWire } from "./protocols/spoken-wire.ts";
import type { GatewayRequest } from "./request.ts";
import { authenticateV2, isPresignedV2 } from "./sigv2/presigned.ts";
import { authenticate, type Rules } from "./sigv4/authenticate.ts";
import { sha256Hex } from "./sigv4/signature.ts";
import { carriesSignature, readSignature, type SignedRequest } from "./sigv4/signed-request.ts";
import { withBucketOfHost } from "./virtual-host.ts";

/** What the way leads past. */
export interface Surroundings {
  readonly cloud: Cloud;
  readonly rules: Rules;
  readonly services: readonly Service[];
}

type RestWire = Extract<Wire, { protocol: "rest" }>;
type OperationWire = Exclude<Wire, { protocol: "rest" }>;

/** @param route filled in as the way is found @throws AwsError, AuthenticationFailure, and whatever the service throws */
export async function serveSigned(request: GatewayRequest, surroundings: Surroundings, route: Route): Promise<RawResponse> {
  if (!carriesSignature(request) && isPresignedV2(request)) return servePresignedV2(request, surroundings, route);
  const signed = readSignature(request);
  route.service = signed.scope.service;
  const wire = spokenWire(wireOf(signed.scope.service, surroundings), request.headers);
  route.form = errorFormOf(wire);
  if (wire.protocol === "query") route.namespace = wire.xmlNamespace;
  if (wire.protocol === "rest" && wire.errorForm === "s3-xml") return serveStream(request, signed, wire, surroundings);

  const body = await readWhole(request.body);
  const payloadHash = request.headers["x-amz-content-sha256"] === unsignedPayload ? unsignedPayload : sha256Hex(body);
  const { principal } = authenticate(request, signed, payloadHash, surroundings.rules);
  if (wire.protocol === "rest") return wire.handle({ ...request, body: only(body), principal });
  return serveOperation(
    readCall(wire, request, unzipped(request.headers, body), route),
    wire,
    { principal, requestId: request.requestId },
    surroundings.cloud,
  );
}

function wireOf(signingName: string, { services }: Surroundings): Wire {
  const wire = services.find((service) => service.signingName === signingName)?.wire;
  if (wire) return wire;
  throw new AwsError("UnknownServiceException", `The service '${signingName}' is not supported by this local cloud`, 404);
}

const unsignedPayload = "UNSIGNED-PAYLOAD";

/** Bodies of any size, that are signed by a hash which is known only at their end: S3's. */
async function serveStream(
  request: GatewayRequest,
  signed: SignedRequest,
  wire: RestWire,
  { rules }: Surroundings,
): Promise<RawResponse> {
  const announced = request.headers["x-amz-content-sha256"] ?? request.query.get("X-Amz-Content-Sha256") ?? undefined;
  const payloadHash = announced ?? (signed.form === "presigned" ? unsignedPayload : undefined);
  if (payloadHash === undefined)
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  const sender = authenticate(request, signed, payloadHash, rules);
  const plain = withBucketOfHost(signed.form === "presigned" ? withoutPresigning(request) : request);
  const completesUpload = request.method === "POST" && request.query.has("uploadId");
  const payload = openPayload(
    { headers: plain.headers, body: plain.body, payloadHash, checksumsCoverBody: !completesUpload },
    sender,
  );
  return wire.handle({ ...plain, ...payload, principal: sender.principal });
}

/** Only S3's addresses are presigned by the old version. */
async function servePresignedV2(request: GatewayRequest, surroundings: Surroundings, route: Route): Promise<RawResponse> {
  route.service = "s3";
  const wire = wireOf("s3", surroundings);
  route.form = errorFormOf(wire);
  if (wire.protocol !== "rest") throw new TypeError("S3 is no REST service here");
  const { findKey, now } = surroundings.rules;
  const { path } = withBucketOfHost(request);
  const { principal } = authenticateV2(request, path, findKey, now());
  const plain = { ...withoutPresigning(request), path };
  const body = { headers: plain.headers, body: plain.body, payloadHash: unsignedPayload, checksumsCoverBody: true };
  return wire.handle({ ...plain, ...openPayload(body), principal });
}

async function serveOperation(
  { name, operation, input }: Invocation,
  wire: OperationWire,
  { principal, requestId }: { principal: Principal; requestId: string },
  cloud: Cloud,
): Promise<RawResponse> {
  cloud.iam.authorize({ principal, action: operation.action, resource: operation.resource(input, cloud) });
  const output = await operation.run({ input, principal, requestId }, cloud);
  if (wire.protocol === "query") return writeQueryReply(name, wire.xmlNamespace, output, requestId);
  return writeJsonReply(wire.protocol, output);
}

function readCall(wire: OperationWire, request: GatewayRequest, body: Buffer, route: Route): Invocation {
  if (wire.protocol !== "query") return readJsonCall(request.headers, body, wire.operations);
  route.operation = new URLSearchParams(body.toString("latin1")).get("Action") ?? request.query.get("Action") ?? "";
  return readQueryCall(request.query, body, wire.operations);
}

async function* only(whole: Uint8Array): AsyncIterable<Uint8Array> {
  yield whole;
}
