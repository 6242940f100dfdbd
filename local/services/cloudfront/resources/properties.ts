/** Parts that the schemas of several resource types share. */
import { z } from "zod";

/** CloudFormation gives booleans and numbers as such or as text. */
export const boolean = z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]);
export const seconds = z.coerce.number().int().min(0);

/** Change nothing here. */
export const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional();
