/** HTTP APIs: see README.md. */
import type { Cloud, HttpApiPort, Service } from "../../contracts.ts";
import { Apis } from "./apis.ts";
import { Listener } from "./listener.ts";
import { ownAnswer } from "./messages.ts";
import { createPort } from "./port.ts";
import { apiType } from "./resources/api.ts";
import { integrationType } from "./resources/integration.ts";
import { routeType } from "./resources/route.ts";
import { stageType } from "./resources/stage.ts";
import { serve } from "./serve.ts";

/** Where an API is reached. */
export interface ApiAddress {
  readonly id: string;
  /** `http://127.0.0.1:<port>`, in place of its `https://<id>.execute-api.<region>.amazonaws.com`. */
  readonly url: string;
}

/** Creates the service. @param firstPort of the first API, each further one on the next; 0 for any free ones */
export function createHttpApi(cloud: Cloud, firstPort: number): Service & { apis(): ApiAddress[]; port: HttpApiPort } {
  const apis = new Apis();
  const listeners = new Map<string, Listener>();
  let open = false;

  const hostOf = (id: string) => {
    const listener = listeners.get(id);
    return listener && `127.0.0.1:${listener.port}`;
  };
  const urlOf = (id: string) => `http://${hostOf(id)}`;

  async function serveApi(id: string): Promise<string> {
    if (listeners.has(id)) return urlOf(id);
    const port = firstPort === 0 ? 0 : firstPort + listeners.size;
    const listener = await Listener.open(
      port,
      async (request) => (open ? serve(apis.get(id), request, cloud) : ownAnswer(503, "Service Unavailable")),
      cloud,
    );
    listeners.set(id, listener);
    return urlOf(id);
  }

  return {
    signingName: "apigateway",
    resourceTypes: [apiType(apis, serveApi), integrationType(apis), routeType(apis), stageType(apis)],
    apis: () => [...listeners.keys()].map((id) => ({ id, url: urlOf(id) })),
    port: createPort(cloud, apis, hostOf),
    async start() {
      open = true;
    },
    async stop() {
      await Promise.all([...listeners.values()].map((listener) => listener.close()));
    },
  };
}
