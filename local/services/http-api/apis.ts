/** The APIs of the template, made of their parts as these are created. */
import { createHash } from "node:crypto";
import { AwsError } from "../../errors.ts";
import type { CorsConfiguration } from "./routing/cors.ts";
import type { RouteKey } from "./routing/route-key.ts";

export interface Api {
  readonly id: string;
  readonly cors: CorsConfiguration | undefined;
  readonly integrations: Map<string, Integration>;
  /** By route key. */
  readonly routes: Map<string, Route>;
  /** By name. */
  readonly stages: Map<string, Stage>;
}

export interface Integration {
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface Route {
  readonly key: RouteKey;
  readonly integrationId: string;
}

export interface Stage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Takes one request on the route, or says that there were too many. */
  admits(routeKey: string): boolean;
}

export class Apis {
  readonly #apis = new Map<string, Api>();

  put(id: string, cors: CorsConfiguration | undefined): Api {
    const api: Api = { id, cors, integrations: new Map(), routes: new Map(), stages: new Map() };
    this.#apis.set(id, api);
    return api;
  }

  ids(): string[] {
    return [...this.#apis.keys()];
  }

  /** @throws AwsError NotFoundException */
  get(id: string): Api {
    const api = this.#apis.get(id);
    if (!api) throw new AwsError("NotFoundException", `Invalid API identifier specified ${id}`, 404);
    return api;
  }
}

/** Where AWS serves an API, and CloudFront asks for it. */
export const domainNameOf = (id: string, region: string): string => `${id}.execute-api.${region}.amazonaws.com`;

/** Ten letters and digits, as API Gateway's ids are, and the same at every boot. */
export function idFrom(text: string): string {
  const number = BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 24)}`);
  return number.toString(36).padStart(10, "0").slice(-10);
}
