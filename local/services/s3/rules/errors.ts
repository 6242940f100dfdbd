/** S3's errors, with the messages and extra fields that S3 answers. */
import { AwsError } from "../../../errors.ts";

export const noSuchBucket = (bucket: string) =>
  new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: bucket });
export const noSuchKey = (key: string) => new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
export const noSuchUpload = (uploadId: string) =>
  new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
    { UploadId: uploadId },
  );
export const notImplemented = (what: string) =>
  new AwsError("NotImplemented", `${what} is functionality that is not implemented by this local S3.`, 501);
export const invalidArgument = (message: string, name: string, value: string) =>
  new AwsError("InvalidArgument", message, 400, { ArgumentName: name, ArgumentValue: value });
export const invalidRequest = (message: string) => new AwsError("InvalidRequest", message, 400);
export const preconditionFailed = (condition: string) =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {
    Condition: condition,
  });
export const badDigest = (what: string) =>
  new AwsError("BadDigest", `The ${what} you specified did not match what we received.`, 400);
export const malformedXml = () =>
  new AwsError("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400);
