/** What the registry keeps, seen from outside of it: nothing has to run for that. */
import { globSync } from "node:fs";
import { join } from "node:path";

/** Below ECR's own folder: CNCF Distribution's storage. */
export const IMAGES_FOLDER = "images";

/** A file a tag. */
const TAGS = "docker/registry/v2/repositories/**/_manifests/tags/*";

/** Whether an image was pushed to a cloud, whether it runs or not. @param stateFolder the cloud's */
export const keepsImages = (stateFolder: string): boolean =>
  globSync(TAGS, { cwd: join(stateFolder, "ecr", IMAGES_FOLDER) }).length > 0;
