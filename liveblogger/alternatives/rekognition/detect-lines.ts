import { DetectTextCommand, RekognitionClient, type RekognitionClientConfig } from "@aws-sdk/client-rekognition";
import { ATTEMPTS, PATIENCE, type RekognitionChoice } from "../contract.ts";
import {
  PhotographRefused,
  RecogniserBusy,
  RecogniserMisconfigured,
  RecogniserRefused,
  type RecogniserServiceError,
  RecogniserTimedOut,
  RecogniserUnreachable,
} from "../errors.ts";
import type { ReadLine } from "./deck-text.ts";

/** A client that tries again by itself what may help, with growing pauses. */
export function createClient({ region, patience = PATIENCE }: RekognitionChoice): RekognitionClient {
  const config: RekognitionClientConfig = {
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: patience.attempt, requestTimeout: patience.attempt, throwOnRequestTimeout: true },
    ...(region !== undefined && { region }),
  };
  return new RekognitionClient(config);
}

/**
 * The lines of text that Rekognition reads in a JPEG.
 * @throws RecogniserServiceError
 */
export async function detectLines(
  client: RekognitionClient,
  jpeg: Uint8Array,
  total: number,
  stopped?: AbortSignal,
): Promise<ReadLine[]> {
  const late = AbortSignal.timeout(total);
  try {
    const { TextDetections = [] } = await client.send(new DetectTextCommand({ Image: { Bytes: jpeg } }), {
      abortSignal: stopped ? AbortSignal.any([late, stopped]) : late,
    });
    return TextDetections.filter(({ Type }) => Type === "LINE").map(({ DetectedText = "", Confidence = 0 }) => ({
      text: DetectedText,
      confidence: Confidence / 100,
    }));
  } catch (error) {
    stopped?.throwIfAborted();
    if (late.aborted) throw new RecogniserTimedOut(`Rekognition gave no answer within ${total / 1000} s.`);
    throw named(error) ?? error;
  }
}

function named(error: unknown): RecogniserServiceError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  switch (name) {
    case "ThrottlingException":
    case "ProvisionedThroughputExceededException":
    case "LimitExceededException":
      return new RecogniserBusy(`Rekognition is asked too often: ${message}`);
    case "AccessDeniedException":
      return new RecogniserRefused(`These AWS credentials may not have text detected (rekognition:DetectText): ${message}`);
    case "UnrecognizedClientException":
    case "InvalidClientTokenId":
    case "InvalidSignatureException":
    case "ExpiredTokenException":
    case "IncompleteSignature":
    case "MissingAuthenticationToken":
    case "SubscriptionRequiredException":
      return new RecogniserRefused(`AWS does not take these credentials (${name}): ${message}`);
    case "CredentialsProviderError":
      return new RecogniserMisconfigured(`There are no AWS credentials: ${message}`);
    case "ImageTooLargeException":
    case "InvalidImageFormatException":
    case "InvalidParameterException":
      return new PhotographRefused(`Rekognition does not take this photograph (${name}): ${message}`);
    case "TimeoutError":
      return new RecogniserTimedOut(`Rekognition gave no answer: ${message}`);
    default:
      if (message.includes("Region is missing"))
        return new RecogniserMisconfigured("Rekognition in which AWS region? None is set.");
      return "$fault" in error || "code" in error || "$metadata" in error
        ? new RecogniserUnreachable(`Rekognition can't be asked (${name}): ${message}`)
        : undefined;
  }
}
