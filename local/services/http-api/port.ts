/** HTTP APIs for CloudFront: asked as at their domain name, over HTTPS. */
import type { Cloud, HttpApiPort } from "../../contracts.ts";
import { type Apis, domainNameOf } from "./apis.ts";
import { serve } from "./serve.ts";

export function createPort(cloud: Cloud, apis: Apis): HttpApiPort {
  const idOf = (domainName: string) => domainName.split(".", 1)[0] ?? "";
  return {
    has: (domainName) => apis.has(idOf(domainName)) && domainName === domainNameOf(idOf(domainName), cloud.region),
    fetch(domainName, request) {
      const asked = { ...request, body: new Uint8Array(), scheme: "https", port: 443, protocol: "HTTP/1.1" } as const;
      return serve(apis.get(idOf(domainName)), asked, cloud);
    },
  };
}
