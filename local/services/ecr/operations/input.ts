/** What several operations know of their input. */
import { z } from "zod";
import { AwsError } from "../../../errors.ts";

export const imageId = z.strictObject({ imageDigest: z.string().optional(), imageTag: z.string().optional() });
export type ImageId = z.infer<typeof imageId>;

/** @throws AwsError InvalidParameterException that names what is wrong, or not known here */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new AwsError("InvalidParameterException", `Invalid parameter, or not supported here: ${problems.join("; ")}`);
}

/** An image id as ECR's messages print it. */
export function printed({ imageDigest, imageTag }: ImageId): string {
  return `{imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'}`;
}
