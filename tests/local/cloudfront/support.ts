/** A distribution over a bucket that is a map, reached over HTTP. */
import { createHash } from "node:crypto";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { HttpApiRequest, HttpApiResponse, Principal, Service, StoredObject } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { createCloudfront } from "../../../local/services/cloudfront/index.ts";
import { applyResource } from "../lambda/support/deployed.ts";
import { type FakeCloud, fakeCloud } from "../lambda/support/fake-cloud.ts";

export interface Answered {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
  readonly text: string;
}

export const API_DOMAIN = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";

export class Edge {
  readonly fake: FakeCloud;
  readonly service: Service & { distributions(): { id: string; domainName: string; url: string }[] };
  /** Of bucket `site`. */
  readonly objects = new Map<string, StoredObject>();
  /** What the bucket was asked for, in order. */
  readonly reads: { bucket: string; key: string; principal: Principal }[] = [];
  /** What the API at `API_DOMAIN` was asked, in order, and what it answers. */
  readonly asked: HttpApiRequest[] = [];
  apiAnswer: HttpApiResponse = { status: 200, headers: {}, cookies: [], body: Buffer.from("{}") };
  /** Resolves when the API may answer. */
  apiAnswers: Promise<void> = Promise.resolve();
  /** Does the bucket's policy let the distribution in? */
  allowed = true;
  /** What the bucket throws at the next read. */
  fault: Error | undefined;

  constructor() {
    this.fake = fakeCloud({
      httpApis: {
        has: (domainName) => domainName === API_DOMAIN,
        fetch: async (_domainName, request) => {
          this.asked.push(request);
          await this.apiAnswers;
          return this.apiAnswer;
        },
      },
      s3: {
        put: () => Promise.reject(new Error("An edge writes nothing")),
        get: async (asked) => {
          this.reads.push(asked);
          if (this.fault) throw this.fault;
          if (!this.allowed) throw new AwsError("AccessDenied", "Access Denied", 403);
          const found = this.objects.get(asked.key);
          if (!found) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: asked.key });
          return found;
        },
      },
    });
    this.service = createCloudfront(this.fake.cloud);
  }

  put(key: string, text: string, more: Partial<StoredObject> = {}): void {
    const body = Buffer.from(text);
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    const contentType = key.endsWith(".html") ? "text/html" : "text/plain";
    this.objects.set(key, { body, etag, contentType, lastModified: new Date("2026-11-23T00:00:00Z"), metadata: {}, ...more });
  }

  apply(
    type: string,
    properties: unknown,
    logicalId = type.replaceAll(":", ""),
  ): Promise<{ ref: string; attributes: Readonly<Record<string, string>> }> {
    return applyResource(this.service, this.fake.cloud, type, properties, logicalId);
  }

  /** Publishes a function; gives its ARN. */
  async edgeFunction(name: string, FunctionCode: string): Promise<string> {
    const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" };
    return (await this.apply("AWS::CloudFront::Function", { Name: name, AutoPublish: true, FunctionCode, FunctionConfig })).ref;
  }

  /** A distribution whose default behavior reads `site`, with the given changes. */
  async distribution(behavior: Record<string, unknown> = {}, config: Record<string, unknown> = {}): Promise<string> {
    const accessControl = await this.apply("AWS::CloudFront::OriginAccessControl", {
      OriginAccessControlConfig: {
        Name: "a",
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    });
    const cachePolicy = await this.apply("AWS::CloudFront::CachePolicy", cachePolicyProperties());
    const { ref } = await this.apply("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          {
            Id: "site",
            DomainName: "site.s3.eu-central-1.amazonaws.com",
            OriginAccessControlId: accessControl.ref,
            S3OriginConfig: { OriginAccessIdentity: "" },
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: "site",
          ViewerProtocolPolicy: "redirect-to-https",
          CachePolicyId: cachePolicy.ref,
          ...behavior,
        },
        ...config,
      },
    });
    return ref;
  }

  async get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answered> {
    const [address] = this.service.distributions();
    const url = new URL(address?.url ?? "");
    const incoming = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
      request({ host: url.hostname, port: url.port, path, method, headers, agent: false }, resolve).on("error", reject).end();
    });
    const body = await buffer(incoming);
    return { status: incoming.statusCode, headers: incoming.headers, body, text: body.toString() };
  }

  async stop(): Promise<void> {
    await this.service.stop?.();
    this.fake.remove();
  }
}

export function cachePolicyProperties(
  parameters: Record<string, unknown> = {},
  ttl: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    CachePolicyConfig: {
      Name: "policy",
      MinTTL: 0,
      DefaultTTL: 60,
      MaxTTL: 31_536_000,
      ...ttl,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        EnableAcceptEncodingBrotli: true,
        CookiesConfig: { CookieBehavior: "none" },
        HeadersConfig: { HeaderBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
        ...parameters,
      },
    },
  };
}
