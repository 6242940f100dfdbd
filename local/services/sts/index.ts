/** STS: who am I. Roles are assumed inside this cloud, by the services that run under them. */
import type { Cloud, Service } from "../../contracts.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

export function createSts(_cloud: Cloud): Service {
  return {
    signingName: "sts",
    wire: {
      protocol: "query",
      xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
      operations: { GetCallerIdentity: getCallerIdentity },
    },
    resourceTypes: [],
  };
}
