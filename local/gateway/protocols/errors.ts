/** One error in the words and the form of each wire protocol. */
import type { RawResponse, Wire } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { AuthenticationFailure, AuthenticationProblem } from "../sigv4/authentication-failure.ts";
import { xmlDocument } from "./xml.ts";

export type ErrorForm = "json-1.0" | "json-1.1" | "rest-json" | "query" | "rest-xml" | "s3-xml";

/** The form in which a service's clients expect its errors. */
export function errorFormOf(wire: Wire): ErrorForm {
  return wire.protocol === "rest" ? wire.errorForm : wire.protocol;
}

/** The form to answer in when the service is not known: what the request looks like. */
export function guessErrorForm(headers: Readonly<Record<string, string>>, path = "/"): ErrorForm {
  const type = headers["content-type"] ?? "";
  if (headers["x-amz-target"] !== undefined || type.startsWith("application/x-amz-json-1"))
    return type.endsWith("1.1") ? "json-1.1" : "json-1.0";
  if (type.startsWith("application/json")) return "rest-json";
  // Query services have no path but the root; other REST services begin theirs with the version of their API.
  return path === "/" || /^\/\d{4}-\d\d-\d\d\//.test(path) ? "query" : "s3-xml";
}

/** The whole answer to a request that failed. `namespace` is that of the Query protocol's replies. */
export function errorResponse(form: ErrorForm, error: AwsError, requestId: string, namespace?: string): RawResponse {
  switch (form) {
    case "json-1.0":
    case "json-1.1":
      return {
        status: error.status,
        headers: { "content-type": `application/x-amz-${form}`, "x-amzn-errortype": error.code },
        body: JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
      };
    case "rest-json":
      return {
        status: error.status,
        headers: { "content-type": "application/json", "x-amzn-errortype": error.code },
        body: JSON.stringify({
          Type: error.status < 500 ? "User" : "Service",
          message: error.message,
          Message: error.message,
          ...error.fields,
        }),
      };
    case "query":
    case "rest-xml":
      return xml(error, {
        ErrorResponse: {
          ...(namespace !== undefined && { "@xmlns": namespace }),
          Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message, ...error.fields },
          RequestId: requestId,
        },
      });
    case "s3-xml":
      return xml(error, {
        Error: { Code: error.code, Message: error.message, ...error.fields, RequestId: requestId, HostId: "local" },
      });
  }
}

function xml(error: AwsError, document: Readonly<Record<string, unknown>>): RawResponse {
  return {
    status: error.status,
    headers: { "content-type": error.status === 304 ? "" : "application/xml" },
    body: xmlDocument(document),
  };
}

type Words = readonly [code: string, status: number];

const jsonWords: Readonly<Record<AuthenticationProblem, Words>> = {
  missing: ["MissingAuthenticationTokenException", 400],
  incomplete: ["IncompleteSignatureException", 400],
  "unknown-key": ["UnrecognizedClientException", 400],
  "invalid-token": ["UnrecognizedClientException", 400],
  mismatch: ["InvalidSignatureException", 400],
  skewed: ["InvalidSignatureException", 400],
  "expired-request": ["InvalidSignatureException", 400],
  "unsigned-headers": ["InvalidSignatureException", 400],
  "wrong-region": ["InvalidSignatureException", 400],
};

const queryWords: Readonly<Record<AuthenticationProblem, Words>> = {
  missing: ["MissingAuthenticationToken", 403],
  incomplete: ["IncompleteSignature", 400],
  "unknown-key": ["InvalidClientTokenId", 403],
  "invalid-token": ["InvalidClientTokenId", 403],
  mismatch: ["SignatureDoesNotMatch", 403],
  skewed: ["SignatureDoesNotMatch", 403],
  "expired-request": ["SignatureDoesNotMatch", 403],
  "unsigned-headers": ["SignatureDoesNotMatch", 403],
  "wrong-region": ["SignatureDoesNotMatch", 403],
};

const s3Words: Readonly<Record<AuthenticationProblem, Words>> = {
  missing: ["AccessDenied", 403],
  incomplete: ["AuthorizationHeaderMalformed", 400],
  "unknown-key": ["InvalidAccessKeyId", 403],
  "invalid-token": ["InvalidToken", 400],
  mismatch: ["SignatureDoesNotMatch", 403],
  skewed: ["RequestTimeTooSkewed", 403],
  "expired-request": ["AccessDenied", 403],
  "unsigned-headers": ["AccessDenied", 403],
  "wrong-region": ["AuthorizationHeaderMalformed", 400],
};

/** What the services of each protocol call a failed authentication. */
export function authenticationError(form: ErrorForm, failure: AuthenticationFailure): AwsError {
  const words = form === "s3-xml" ? s3Words : form === "query" || form === "rest-xml" ? queryWords : jsonWords;
  const [code, status] = words[failure.problem];
  return new AwsError(code, failure.message, form === "rest-json" ? 403 : status);
}

/** A fault of this cloud itself: the client is told as little as AWS tells. */
export function internalError(form: ErrorForm): AwsError {
  const code = form === "s3-xml" ? "InternalError" : form === "rest-json" ? "ServiceException" : "InternalFailure";
  return new AwsError(code, "The request processing has failed because of an unknown error, exception or failure.", 500);
}
