/** Schemas that several types share. */
import { z } from "zod";

/** CloudFormation passes booleans as text too. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]);
