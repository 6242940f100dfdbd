/** What a build caches. */
import type { Buildspec } from "../../buildspec/buildspec.ts";
import type { Parts } from "../build-run.ts";
import { isOutsideSource } from "./cached-paths.ts";

/** As on AWS, a cache that can't be had is no failure: the build takes longer, and its log says why. */
export function usableCachePaths({ progress, cloud, principal, log }: Parts, buildspec: Buildspec): string[] {
  const { cache } = progress.build;
  if (cache.type === "NO_CACHE") return [];
  if (cache.type === "S3") {
    const [bucket = "", ...prefix] = (cache.location ?? "").split("/");
    const resource = `arn:aws:s3:::${[bucket, ...prefix].join("/")}/cache`;
    for (const action of ["s3:GetObject", "s3:PutObject"]) {
      if (cloud.iam.allows({ principal, action, resource, policyOwner: `arn:aws:s3:::${bucket}` })) continue;
      log.note(`Unable to use the cache: the service role may not ${action} on ${resource}`);
      return [];
    }
  }
  return buildspec.cachePaths.filter((path) => {
    if (isOutsideSource(path))
      log.note(`The cache path ${path} is outside of the source and is not kept here; HOME lives on by itself`);
    return !isOutsideSource(path);
  });
}
