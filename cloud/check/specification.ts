/** AWS's resource specification: what is known of each resource type, from the package that AWS's CDK is made with. */
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, Resource, ResourceProperties, SpecDatabase } from "@aws-cdk/service-spec-types";

export type { PropertyType, ResourceProperties } from "@aws-cdk/service-spec-types";

export interface Specification {
  /** undefined for a type that AWS does not have. */
  resource(type: string): Resource | undefined;
  /** The properties of a structure that a property's type refers to. */
  structure(type: PropertyType & { readonly type: "ref" }): ResourceProperties;
}

/** Reads the package's database, which takes most of a second. */
export function readSpecification(database: SpecDatabase = loadAwsServiceSpecSync()): Specification {
  const known = new Map<string, Resource | undefined>();
  return {
    resource(type) {
      if (!known.has(type)) known.set(type, database.lookup("resource", "cloudFormationType", "equals", type)[0]);
      return known.get(type);
    },
    structure: ({ reference }) => database.get("typeDefinition", reference.$ref).properties,
  };
}
