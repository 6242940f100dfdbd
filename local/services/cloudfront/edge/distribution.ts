/** A distribution at work: from a viewer's request to the answer, in the order in which CloudFront goes. */
import { randomUUID } from "node:crypto";
import type { Cloud } from "../../../contracts.ts";
import { type CloudFrontFunction, FunctionExecutionError } from "../functions/cloudfront-function.ts";
import { InvalidFunctionResult, readRequestResult, readResponseResult, requestEvent, responseEvent } from "../functions/event.ts";
import { cacheKey } from "../policies/cache-policy.ts";
import { applyResponseHeaders } from "../policies/response-headers-policy.ts";
import { fetchFromApi } from "./api-origin.ts";
import { acceptedEncodings, compressed } from "./compression.ts";
import { ranged, unlessUnchanged } from "./conditional.ts";
import type { Behavior, DistributionConfiguration } from "./configuration.ts";
import { EdgeCache } from "./edge-cache.ts";
import { errorPage } from "./error-page.ts";
import { timeToLive } from "./freshness.ts";
import { type EdgeResponse, header, type ViewerRequest } from "./messages.ts";
import { fetchFromS3 } from "./s3-origin.ts";

/** How an answer was come by, for the header `X-Cache`. */
type CacheResult =
  | "Hit"
  | "RefreshHit"
  | "Miss"
  | "Error"
  | "FunctionGeneratedResponse"
  | "FunctionExecutionError"
  | "FunctionValidationError";

interface Answer {
  readonly response: EdgeResponse;
  readonly result: CacheResult;
  /** Seconds since the origin was asked; undefined when it was asked just now. */
  readonly age?: number;
}

/** Errors that CloudFront keeps for a while, whether an error response is set for them or not. */
const cachedErrors: ReadonlySet<number> = new Set([400, 403, 404, 405, 410, 412, 414, 415, 500, 501, 502, 503, 504]);
/** Seconds. */
const DEFAULT_ERROR_TTL = 10;

/** One distribution. */
export class EdgeDistribution {
  configuration: DistributionConfiguration;
  readonly domainName: string;
  readonly #cloud: Cloud;
  readonly #cache = new EdgeCache();
  /** What the origin is being asked for, by cache key. */
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(configuration: DistributionConfiguration, domainName: string, cloud: Cloud) {
    this.configuration = configuration;
    this.domainName = domainName;
    this.#cloud = cloud;
  }

  /** Forgets what the paths name; a `*` at the end of one stands for anything. */
  invalidate(paths: readonly string[]): void {
    this.#cache.invalidate((uri) =>
      paths.some((path) => (path.endsWith("*") ? uri.startsWith(path.slice(0, -1)) : uri === path)),
    );
  }

  /** Answers a viewer. */
  async answer(request: ViewerRequest): Promise<EdgeResponse> {
    const behavior = this.#behaviorFor(request.uri);
    const answer = await this.#answer(request, behavior);
    return finished(request, answer);
  }

  async #answer(viewerRequest: ViewerRequest, behavior: Behavior): Promise<Answer> {
    const { requestId } = viewerRequest;
    if (!behavior.methods.has(viewerRequest.method)) {
      const reason = "This distribution is not configured to allow the HTTP request method that was used for this request.";
      return failed(applyResponseHeaders(errorPage(403, "Bad request.", reason, requestId), behavior.responseHeaders));
    }
    try {
      const begun = this.#onViewerRequest(viewerRequest, behavior);
      if ("response" in begun) {
        return { response: applyResponseHeaders(begun.response, behavior.responseHeaders), result: "FunctionGeneratedResponse" };
      }
      const request = withoutCompressionOfRanges(begun.request);
      const found = await this.#lookUp(this.#rooted(request), behavior);
      const answer = found.response.status >= 400 ? await this.#withErrorPage(request, found) : found;
      const shaped = ranged(request, unlessUnchanged(request, answer.response));
      const dressed = applyResponseHeaders(shaped, behavior.responseHeaders);
      // Functions don't see the answers of an origin that failed.
      const response = found.response.status >= 400 ? dressed : this.#onViewerResponse(request, dressed, behavior);
      return { ...answer, response };
    } catch (error) {
      return this.#functionFailure(error, requestId);
    }
  }

  /** The first behavior whose pattern takes the path that the viewer asked for, before any function changes it. */
  #behaviorFor(uri: string): Behavior {
    const found = this.configuration.behaviors.find(({ matches }) => matches(uri));
    if (!found) throw new Error(`The default behavior of ${this.configuration.id} does not take ${uri}`);
    return found;
  }

  #rooted(request: ViewerRequest): ViewerRequest {
    const { defaultRootObject } = this.configuration;
    return request.uri === "/" ? { ...request, uri: `/${defaultRootObject}` } : request;
  }

  /** From the cache, or else from the origin. */
  async #lookUp(request: ViewerRequest, behavior: Behavior): Promise<Answer> {
    const key = cacheKey(request, behavior.cachePolicy, behavior.origin.id);
    if (request.method === "OPTIONS") return this.#askOrigin(request, behavior, key);
    // Viewers who come while the origin is asked wait for its answer, if that will be kept whatever it is.
    if (behavior.cachePolicy.ttl.min > 0 && !this.#kept(key)) await this.#asked.get(key)?.catch(() => {});
    const kept = this.#kept(key);
    if (kept) return kept;
    const asking = this.#askOrigin(request, behavior, key);
    this.#asked.set(key, asking);
    return asking.finally(() => {
      if (this.#asked.get(key) === asking) this.#asked.delete(key);
    });
  }

  /** What is in the cache and fresh. */
  #kept(key: string): Answer | undefined {
    const now = this.#cloud.clock.now();
    const cached = this.#cache.get(key);
    if (!cached || now >= cached.freshUntil) return undefined;
    const age = Math.floor((now - cached.storedAt) / 1000);
    return { response: cached.response, result: cached.response.status >= 400 ? "Error" : "Hit", age };
  }

  async #askOrigin(request: ViewerRequest, behavior: Behavior, key: string): Promise<Answer> {
    const now = this.#cloud.clock.now();
    const cached = this.#cache.get(key);
    const fetched = await this.#fetch(request, behavior);
    const unchanged = cached?.response.status === 200 && originTag(cached.response) === originTag(fetched);
    const response = unchanged ? revalidated(cached.response, fetched) : await this.#compressed(request, fetched, behavior);
    const ttl = this.#timeToLive(fetched, behavior);
    if (ttl === undefined || request.method === "OPTIONS") this.#cache.delete(key);
    else this.#cache.set(key, { response, uri: request.uri, storedAt: now, freshUntil: now + ttl * 1000 });
    if (response.status >= 400) return failed(response);
    return { response, result: unchanged ? "RefreshHit" : "Miss" };
  }

  #fetch(request: ViewerRequest, behavior: Behavior): Promise<EdgeResponse> {
    const { origin } = behavior;
    if (origin.kind === "api") return fetchFromApi(origin, request, behavior, this.#cloud);
    return fetchFromS3(origin, request, this.configuration.arn, this.#cloud);
  }

  #timeToLive(response: EdgeResponse, { cachePolicy }: Behavior): number | undefined {
    if (response.status < 400) return timeToLive(response.headers, cachePolicy.ttl, this.#cloud.clock.now());
    if (!cachedErrors.has(response.status)) return undefined;
    return this.configuration.errorResponses.get(response.status)?.cachingMinTtl ?? DEFAULT_ERROR_TTL;
  }

  async #compressed(request: ViewerRequest, response: EdgeResponse, behavior: Behavior): Promise<EdgeResponse> {
    if (!behavior.compress || behavior.cachePolicy.ttl.max === 0) return response;
    return compressed(response, acceptedEncodings(header(request, "accept-encoding"), behavior.cachePolicy.encodings));
  }

  /** The page that the distribution shows for an error; when that page can't be had either, its error. */
  async #withErrorPage(request: ViewerRequest, failure: Answer): Promise<Answer> {
    const page = this.configuration.errorResponses.get(failure.response.status)?.page;
    if (!page) return failure;
    const found = await this.#lookUp(
      { ...request, method: "GET", uri: page.path, querystring: "" },
      this.#behaviorFor(page.path),
    );
    const { response } = found;
    return { ...failure, response: response.status >= 400 ? response : { ...response, status: page.status } };
  }

  #onViewerRequest(request: ViewerRequest, behavior: Behavior): { request: ViewerRequest } | { response: EdgeResponse } {
    if (!behavior.viewerRequest) return { request };
    return readRequestResult(this.#run(behavior.viewerRequest, requestEvent(request, this.#names())), request);
  }

  #onViewerResponse(request: ViewerRequest, response: EdgeResponse, behavior: Behavior): EdgeResponse {
    if (!behavior.viewerResponse) return response;
    return readResponseResult(this.#run(behavior.viewerResponse, responseEvent(request, response, this.#names())), response);
  }

  #run(edgeFunction: CloudFrontFunction, event: unknown): unknown {
    const { name } = edgeFunction;
    return edgeFunction.run(event, (line) => this.#cloud.emit({ type: "function-log", functionName: name, line }));
  }

  #functionFailure(error: unknown, requestId: string): Answer {
    const execution = error instanceof FunctionExecutionError;
    if (!execution && !(error instanceof InvalidFunctionResult)) throw error;
    this.#cloud.emit({ type: "function-log", functionName: this.configuration.id, line: `${error.name}: ${error.message}` });
    const reason = execution
      ? "The CloudFront function associated with the CloudFront distribution is invalid or could not run."
      : "The CloudFront function returned an invalid value.";
    return {
      response: errorPage(execution ? 503 : 502, "Bad gateway.", reason, requestId),
      result: execution ? "FunctionExecutionError" : "FunctionValidationError",
    };
  }

  #names(): { id: string; domainName: string } {
    return { id: this.configuration.id, domainName: this.domainName };
  }
}

function failed(response: EdgeResponse): Answer {
  return { response, result: "Error" };
}

/** A range is cut from the object itself, so a request for one asks for no compression. */
function withoutCompressionOfRanges(request: ViewerRequest): ViewerRequest {
  if (request.headers.range === undefined) return request;
  const { "accept-encoding": _encodings, ...headers } = request.headers;
  return { ...request, headers };
}

/** The kept body with what the origin says of it now. */
function revalidated(kept: EdgeResponse, { headers: { etag: _etag, ...headers } }: EdgeResponse): EdgeResponse {
  return { ...kept, headers: { ...kept.headers, ...headers } };
}

/** The origin's own ETag, whatever compression made of it. */
function originTag(response: EdgeResponse): string | undefined {
  return response.headers.etag?.replace(/^W\//, "");
}

/** Adds what the edge says of itself. A HEAD has its headers only. */
function finished(request: ViewerRequest, { response, result, age }: Answer): EdgeResponse {
  return {
    ...response,
    headers: {
      ...response.headers,
      ...(response.status === 304 ? {} : { "content-length": String(response.body.byteLength) }),
      ...(age === undefined ? {} : { age: String(age) }),
      via: "1.1 local.cloudfront.net (CloudFront)",
      "x-cache": `${result} from cloudfront`,
      "x-amz-cf-pop": "LOCAL",
      "x-amz-cf-id": randomUUID(),
    },
    body: request.method === "HEAD" ? new Uint8Array() : response.body,
  };
}
