/** The way of one request through the gateway. */
import type { RawResponse, Service } from "../contracts.ts";
import { failed, type Route } from "./failure.ts";
import { requireOwnHost, requireOwnOrigin } from "./front-door.ts";
import { guessErrorForm } from "./protocols/errors.ts";
import type { GatewayRequest } from "./request.ts";
import { type Surroundings, serveSigned } from "./serve-signed.ts";
import { isPresignedV2 } from "./sigv2/presigned.ts";
import { carriesSignature } from "./sigv4/signed-request.ts";

/** Never rejects: whatever goes wrong is an answer in the form of the service's protocol. */
export async function serve(request: GatewayRequest, surroundings: Surroundings): Promise<RawResponse> {
  const signed = carriesSignature(request) || isPresignedV2(request);
  const service = signed ? undefined : unsignedService(request, surroundings.services);
  const operation = request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
  const route: Route = { form: guessErrorForm(request.headers, request.path), service: "", operation };
  try {
    requireOwnHost(request.headers);
    requireOwnOrigin(request.headers);
    return service ? await serveUnsigned(request, service) : await serveSigned(request, surroundings, route);
  } catch (error) {
    return failed(error, request.requestId, surroundings.cloud, route);
  }
}

function unsignedService(request: GatewayRequest, services: readonly Service[]): Service | undefined {
  return services.find((service) => service.unsigned && request.path.startsWith(service.unsigned.pathPrefix));
}

async function serveUnsigned(request: GatewayRequest, service: Service): Promise<RawResponse> {
  if (!service.unsigned) throw new TypeError(`${service.signingName} has no unsigned paths`);
  return service.unsigned.handle({ ...request, principal: { kind: "root" } });
}
