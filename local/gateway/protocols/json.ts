/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, JSON in, JSON out. */
import type { OperationTable, RawResponse } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { Invocation } from "./invocation.ts";

/** @throws AwsError SerializationException, UnknownOperationException */
export function readJsonCall(headers: Readonly<Record<string, string>>, body: Buffer, operations: OperationTable): Invocation {
  const target = headers["x-amz-target"] ?? "";
  const name = target.slice(target.lastIndexOf(".") + 1);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation)
    throw new AwsError("UnknownOperationException", `The operation '${target}' is not supported by this local cloud`);
  return { name, operation, input: parse(body) };
}

export function writeJsonReply(protocol: "json-1.0" | "json-1.1", output: unknown): RawResponse {
  return {
    status: 200,
    headers: { "content-type": `application/x-amz-${protocol}` },
    body: output === undefined ? "" : JSON.stringify(jsonOf(output)),
  };
}

/** What the Query protocol's replies are made of too: a time is a number of seconds here, a `Map` an object. */
function jsonOf(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, jsonOf(inner)]));
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
}

function parse(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const value = parseJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AwsError("SerializationException", "The request body is not a JSON object");
  return value as Record<string, unknown>;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON");
  }
}
