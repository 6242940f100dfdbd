import type { Place } from "../aws/dynamodb.ts";
import { required } from "../environment.ts";

/** An item of the `builds` table: the build queue, or what was told of before. */
export const inBuildsTable = (site: string): Place => ({ table: required("BUILDS_TABLE"), key: { site } });
