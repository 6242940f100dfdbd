/** The event object of CloudFront Functions (Developer Guide, "CloudFront Functions event structure"), and back. */
import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { cookiesOf, type EdgeResponse, pairsOf, type ViewerRequest } from "../edge/messages.ts";

export interface Distribution {
  readonly id: string;
  readonly domainName: string;
}

const single = z.object({ value: z.string() });
const multiple = single.extend({ multiValue: z.array(single).optional() });
const values = z.record(z.string(), multiple).default({});
const cookie = single.extend({ attributes: z.string().optional() });
const setCookies = z.record(z.string(), cookie.extend({ multiValue: z.array(cookie).optional() })).default({});

const requestShape = z.object({
  method: z.string(),
  uri: z.string().startsWith("/"),
  querystring: z.union([z.string(), values]).default({}),
  headers: values,
  cookies: values,
});
const responseShape = z.object({
  statusCode: z.number().int().min(200).max(599),
  statusDescription: z.string().optional(),
  headers: values,
  cookies: setCookies,
  body: z.union([z.string(), z.object({ encoding: z.enum(["text", "base64"]).default("text"), data: z.string() })]).optional(),
});

/** Headers that functions neither see nor may add (Developer Guide, "Restrictions on all edge functions"). */
const disallowed =
  /^(connection|expect|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-edge-.*|x-cache|x-forwarded-proto|x-real-ip)$/;

/** The function ran and returned what CloudFront does not take. */
export class InvalidFunctionResult extends Error {
  override readonly name = "InvalidFunctionResult";
}

export function requestEvent(request: ViewerRequest, distribution: Distribution): Record<string, unknown> {
  return event("viewer-request", request, distribution);
}

export function responseEvent(
  request: ViewerRequest,
  response: EdgeResponse,
  distribution: Distribution,
): Record<string, unknown> {
  return {
    ...event("viewer-response", request, distribution),
    response: {
      statusCode: response.status,
      statusDescription: response.statusText ?? STATUS_CODES[response.status] ?? "",
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, { value }])),
      cookies: {},
    },
  };
}

/**
 * What a viewer-request function returned: the request to go on with, or a response that ends it.
 * @throws InvalidFunctionResult
 */
export function readRequestResult(
  result: unknown,
  original: ViewerRequest,
): { request: ViewerRequest } | { response: EdgeResponse } {
  if (typeof result === "object" && result !== null && "statusCode" in result) return { response: readGeneratedResponse(result) };
  const { uri, querystring, headers, cookies } = parse(requestShape, result);
  const cookieText = flat(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  return {
    request: {
      ...original,
      uri,
      querystring: typeof querystring === "string" ? querystring : queryText(flat(querystring)),
      headers: {
        ...Object.fromEntries(Object.entries(checked(headers)).map(([name, value]) => [name, allValues(value)])),
        ...(cookieText === "" ? {} : { cookie: [cookieText] }),
      },
    },
  };
}

/** What a viewer-response function made of a response; the body stays. @throws InvalidFunctionResult */
export function readResponseResult(result: unknown, original: EdgeResponse): EdgeResponse {
  const { body: _body, ...changed } = readGeneratedResponse(result);
  return { ...original, ...changed };
}

function readGeneratedResponse(result: unknown): EdgeResponse {
  const { statusCode, statusDescription, headers, cookies, body } = parse(responseShape, result);
  const data = typeof body === "string" ? { encoding: "text" as const, data: body } : body;
  return {
    status: statusCode,
    ...(statusDescription === undefined ? {} : { statusText: statusDescription }),
    headers: Object.fromEntries(Object.entries(checked(headers)).map(([name, value]) => [name, allValues(value).join(", ")])),
    cookies: Object.entries(cookies).flatMap(([name, one]) =>
      (one.multiValue ?? [one]).map(({ value, attributes }) => [`${name}=${value}`, attributes].filter(Boolean).join("; ")),
    ),
    body: Buffer.from(data?.data ?? "", data?.encoding === "base64" ? "base64" : "utf8"),
  };
}

function event(eventType: string, request: ViewerRequest, distribution: Distribution): Record<string, unknown> {
  const exposed = Object.entries(request.headers).filter(([name]) => name !== "cookie" && !disallowed.test(name));
  return {
    version: "1.0",
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType,
      requestId: request.requestId,
    },
    viewer: { ip: request.ip },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: collected(pairsOf(request.querystring)),
      headers: collected(exposed.flatMap(([name, all]) => all.map((value) => [name, value] as const))),
      cookies: collected(cookiesOf(request)),
    },
  };
}

/** `{ name: { value, multiValue? } }`: several values of one name are all in `multiValue`, the first in `value` as well. */
function collected(pairs: readonly (readonly [name: string, value: string])[]): Record<string, unknown> {
  const groups = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const multiValue = group.map(([, value]) => ({ value }));
      return [name, { ...multiValue[0], ...(multiValue.length > 1 ? { multiValue } : {}) }];
    }),
  );
}

type Values = z.infer<typeof values>;

function allValues({ value, multiValue }: Values[string]): string[] {
  return multiValue?.map((one) => one.value) ?? [value];
}

function flat(all: Values): [string, string][] {
  return Object.entries(all).flatMap(([name, one]) => allValues(one).map((value): [string, string] => [name, value]));
}

function queryText(pairs: readonly [string, string][]): string {
  return pairs.map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join("&");
}

function checked(headers: Values): Values {
  for (const name of Object.keys(headers)) {
    if (name !== name.toLowerCase()) throw new InvalidFunctionResult(`The header name ${name} is not in lower case`);
    if (disallowed.test(name)) throw new InvalidFunctionResult(`A function can't set the header ${name}`);
  }
  return headers;
}

function parse<Shape>(shape: z.ZodType<Shape>, value: unknown): Shape {
  const result = shape.safeParse(value);
  if (!result.success) throw new InvalidFunctionResult(z.prettifyError(result.error));
  return result.data;
}
