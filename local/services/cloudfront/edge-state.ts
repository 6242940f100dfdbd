/** Everything this service holds: policies, functions, access controls and the distributions that use them. */
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { DistributionConfiguration } from "./edge/configuration.ts";
import { EdgeDistribution } from "./edge/distribution.ts";
import { Listener } from "./edge/listener.ts";
import type { CloudFrontFunction } from "./functions/cloudfront-function.ts";
import { type CachePolicy, managedCachePolicies } from "./policies/cache-policy.ts";
import { managedOriginRequestPolicies, type OriginRequestPolicy } from "./policies/origin-request-policy.ts";
import type { ResponseHeadersPolicy } from "./policies/response-headers-policy.ts";

/** Where a person finds a distribution. */
export interface DistributionAddress {
  readonly id: string;
  /** Host and port. */
  readonly domainName: string;
  readonly url: string;
}

/** The state of the service. */
export class EdgeState {
  readonly cachePolicies = new Map<string, CachePolicy>(managedCachePolicies.map((policy) => [policy.id, policy]));
  readonly responseHeadersPolicies = new Map<string, ResponseHeadersPolicy>();
  readonly originRequestPolicies = new Map<string, OriginRequestPolicy>(
    managedOriginRequestPolicies.map((policy) => [policy.id, policy]),
  );
  /** Id to whether it signs. */
  readonly originAccessControls = new Map<string, boolean>();
  /** By ARN; only published ones. */
  readonly functions = new Map<string, CloudFrontFunction>();
  readonly #cloud: Cloud;
  readonly #distributions = new Map<string, { readonly edge: EdgeDistribution; readonly listener: Listener }>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Puts a distribution on a port, or gives the one that is there its new configuration. @throws when the port is taken */
  async deploy(configuration: DistributionConfiguration): Promise<EdgeDistribution> {
    const existing = this.#distributions.get(configuration.id);
    if (existing) {
      existing.edge.configuration = configuration;
      return existing.edge;
    }
    const { distributionPort } = this.#cloud;
    const port = distributionPort === 0 ? 0 : distributionPort + this.#distributions.size;
    const listener = await Listener.open(port, (request) => edge.answer(request), this.#cloud);
    const edge = new EdgeDistribution(configuration, `127.0.0.1:${listener.port}`, this.#cloud);
    this.#distributions.set(configuration.id, { edge, listener });
    return edge;
  }

  /** @throws AwsError NoSuchDistribution */
  distribution(id: string): EdgeDistribution {
    const found = this.#distributions.get(id);
    if (!found) throw new AwsError("NoSuchDistribution", "The specified distribution does not exist.", 404);
    return found.edge;
  }

  distributions(): EdgeDistribution[] {
    return [...this.#distributions.values()].map(({ edge }) => edge);
  }

  addresses(): DistributionAddress[] {
    return this.distributions().map(({ configuration: { id }, domainName }) => ({ id, domainName, url: `http://${domainName}` }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#distributions.values()].map(({ listener }) => listener.close()));
  }
}
