/** A project as the API shows it. */
import type { Project } from "../projects.ts";

export function projectAnswer(project: Project, arn: string) {
  const { created, cloudWatchLogs, ...rest } = project;
  return {
    ...rest,
    arn,
    created,
    lastModified: created,
    logsConfig: { cloudWatchLogs, s3Logs: { status: "DISABLED", encryptionDisabled: false } },
    badge: { badgeEnabled: false },
    projectVisibility: "PRIVATE",
  };
}
