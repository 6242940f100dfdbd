/**
 * The event of payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
import type { ApiRequest } from "../messages.ts";

/** What the event says beside the request itself. */
export interface EventContext {
  readonly accountId: string;
  readonly apiId: string;
  /** For example `a1b2c3.execute-api.us-east-1.amazonaws.com`. */
  readonly domainName: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** @throws URIError when the path is not well-formed */
export function lambdaEvent(request: ApiRequest, context: EventContext): unknown {
  const { accountId, apiId, domainName, requestId, routeKey, stage, stageVariables, pathParameters, time } = context;
  const rawPath = decodedPath(request.path);
  const cookies = cookiesOf(request.headers.cookie);
  const queryStringParameters = parametersOf(request.query);
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers: headersOf(request, requestId),
    ...(Object.keys(queryStringParameters).length > 0 && { queryStringParameters }),
    requestContext: {
      accountId,
      apiId,
      domainName,
      domainPrefix: domainName.split(".", 1)[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      routeKey,
      stage,
      time: commonLogTime(time),
      timeEpoch: time,
    },
    ...(pathParameters && { pathParameters }),
    ...(Object.keys(stageVariables).length > 0 && { stageVariables }),
    ...bodyOf(request),
  };
}

/** Decoded, and cut where that brings forth a question mark. */
function decodedPath(path: string): string {
  return decodeURIComponent(path).split("?", 1)[0] ?? "";
}

function cookiesOf(header = ""): string[] {
  return header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter(Boolean);
}

/** Several values of one name are joined by commas. */
function parametersOf(query: string): Record<string, string> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(",")]));
}

/** Headers of one connection only, which nobody passes on, and cookies, which have a place of their own. */
const withheld = /^(connection|cookie|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;

function headersOf({ headers, body, sourceIp, scheme, port }: ApiRequest, requestId: string): Record<string, string> {
  const forwarded = headers["x-forwarded-for"];
  return {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !withheld.test(name))),
    ...(body.length > 0 && { "content-length": String(body.length) }),
    "x-amzn-trace-id":
      headers["x-amzn-trace-id"] ?? `Root=1-${Buffer.from(requestId).toString("hex").slice(0, 32).replace(/^.{8}/, "$&-")}`,
    "x-forwarded-for": forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`,
    "x-forwarded-port": String(port),
    "x-forwarded-proto": scheme,
  };
}

/** `23/Nov/2026:20:40:00 +0000` */
function commonLogTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
  return `${day}/${month}/${year}:${clock} +0000`;
}

const text = /^(text\/.*|application\/(json|xml|javascript))$/;

function bodyOf({ headers, body }: ApiRequest): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isBase64Encoded = !text.test(type);
  return { body: Buffer.from(body).toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}
