/** AWS Query: a form in, XML out. */
import type { OperationTable, RawResponse } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { Invocation } from "./invocation.ts";
import { readQueryInput } from "./query-input.ts";
import { xmlDocument } from "./xml.ts";

/** The parameters come in the body, or for a GET in the address. @throws AwsError InvalidAction, MalformedQueryString */
export function readQueryCall(query: URLSearchParams, body: Buffer, operations: OperationTable): Invocation {
  const parameters = new URLSearchParams([...query].filter(([name]) => !name.startsWith("X-Amz-")));
  for (const [name, value] of new URLSearchParams(body.toString("utf8"))) parameters.append(name, value);
  const { Action: name, Version: version, ...input } = readQueryInput(parameters);
  const operation = typeof name === "string" && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (typeof name !== "string" || !operation)
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${name ?? "''"} for version ${version ?? "''"}: it is not supported by this local cloud`,
    );
  return { name, operation, input };
}

/** Plain objects become structures, arrays lists of `member`, a `Set` a flat list, and a `Map` the protocol's map of entries. */
export function writeQueryReply(name: string, namespace: string, output: unknown, requestId: string): RawResponse {
  const document = xmlDocument({
    [`${name}Response`]: {
      "@xmlns": namespace,
      ...(output !== undefined && { [`${name}Result`]: element(output) }),
      ResponseMetadata: { RequestId: requestId },
    },
  });
  return { status: 200, headers: { "content-type": "text/xml" }, body: document };
}

function element(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return { member: value.map(element) };
  if (value instanceof Set) return [...value].map(element);
  if (value instanceof Map) return { entry: [...value].map(([key, inner]) => ({ key, value: element(inner) })) };
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null)
      .map(([name, inner]) => [name, element(inner)]),
  );
}
