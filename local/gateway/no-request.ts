/** What comes in and is no HTTP request: too long a head, a method that there is none of, an end in the middle. */
import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { AwsError } from "../errors.ts";
import { type ErrorForm, errorResponse } from "./protocols/errors.ts";

/** Node's parser leaves the bytes that it could not read with its error. */
interface ParserError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

/** Answers in AWS's form, where anybody may still read it, and closes the connection. A listener of `clientError`. */
export function answerNoRequest(problem: ParserError, socket: Duplex): void {
  // A peer that went away, and one that reads an answer already, gets nothing more.
  if (problem.code === "ECONNRESET" || !socket.writable || (socket as { bytesWritten?: number }).bytesWritten !== 0) {
    socket.destroy();
    return;
  }
  const error = reason(problem);
  const requestId = randomUUID();
  const { headers = {}, body = "" } = errorResponse(guessForm(problem.rawPacket), error, requestId);
  const head = [
    `HTTP/1.1 ${error.status} ${error.code}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `x-amzn-requestid: ${requestId}`,
    `content-length: ${Buffer.byteLength(String(body))}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function reason({ code }: ParserError): AwsError {
  if (code === "HPE_HEADER_OVERFLOW")
    return new AwsError("RequestHeaderSectionTooLarge", "Your request header section exceeds the maximum allowed size", 400);
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new AwsError("RequestTimeout", "Your socket connection to the server was not read from or written to in time.", 400);
  return new AwsError("BadRequest", "An error occurred when parsing the HTTP request.", 400);
}

/** By what of the head there is. */
function guessForm(packet: Buffer | undefined): ErrorForm {
  const text = packet?.toString("latin1").toLowerCase() ?? "";
  if (text.includes("x-amz-target:")) return text.includes("x-amz-json-1.1") ? "json-1.1" : "json-1.0";
  return /\/s3\/aws4_request|x-amz-content-sha256/.test(text) ? "s3-xml" : "query";
}
