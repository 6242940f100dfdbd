/** What a failed request is answered, and what who watches is told of it. */
import type { Cloud, RawResponse } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { authenticationError, type ErrorForm, errorResponse, internalError } from "./protocols/errors.ts";
import { AuthenticationFailure } from "./sigv4/authentication-failure.ts";

/** What is known of the way by the time something fails. */
export interface Route {
  form: ErrorForm;
  namespace?: string;
  /** As the credential scope names it; empty until it is read. */
  service: string;
  operation: string;
}

/** Turns whatever was thrown into an answer in the form of the service asked. */
export function failed(thrown: unknown, requestId: string, cloud: Cloud, route: Route): RawResponse {
  const { form, namespace, service, operation } = route;
  const error = asAwsError(thrown, form);
  if (!error) {
    cloud.emit({
      type: "internal-error",
      where: `${service} ${operation}`,
      message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    });
    return errorResponse(form, internalError(form), requestId, namespace);
  }
  if (isRefusal(error)) cloud.emit({ type: "request-refused", service, operation, code: error.code, message: error.message });
  return errorResponse(form, error, requestId, namespace);
}

function asAwsError(thrown: unknown, form: ErrorForm): AwsError | undefined {
  if (thrown instanceof AwsError) return thrown;
  return thrown instanceof AuthenticationFailure ? authenticationError(form, thrown) : undefined;
}

/** What a person who watches should see: a call that can never work here, or that IAM or the signature forbids. */
function isRefusal({ status, code }: AwsError): boolean {
  return status === 403 || status === 501 || refusals.test(code);
}

const refusals = /^(AccessDenied|InvalidAction|Unknown|Unrecognized|InvalidSignature|IncompleteSignature|MissingAuthentication)/;
