/** HTTP APIs for CloudFront: asked as at their domain name, over HTTPS. */
import type { Cloud, HttpApiPort } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { type Apis, domainNameOf } from "./apis.ts";
import { serve } from "./serve.ts";

/** @param hostOf where an API listens, which is what its ApiEndpoint gives instead of the domain name */
export function createPort(cloud: Cloud, apis: Apis, hostOf: (id: string) => string | undefined): HttpApiPort {
  const idOf = (domainName: string) =>
    apis.ids().find((id) => domainName === domainNameOf(id, cloud.region) || domainName === hostOf(id));
  return {
    has: (domainName) => idOf(domainName) !== undefined,
    fetch(domainName, request) {
      const id = idOf(domainName);
      if (id === undefined) throw new AwsError("NotFoundException", `No HTTP API has the domain name ${domainName}`, 404);
      const asked = { ...request, body: new Uint8Array(), scheme: "https", port: 443, protocol: "HTTP/1.1" } as const;
      return serve(apis.get(id), asked, cloud);
    },
  };
}
