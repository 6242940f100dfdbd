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
    body: output === undefined ? "" : JSON.stringify(output),
  };
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
