/** Every rule: first what AWS would refuse, then what it would take and nobody wants. */
import type { Rule } from "../finding.ts";
import { buckets } from "./buckets.ts";
import { circles } from "./circles.ts";
import { closedDoors } from "./closed-doors.ts";
import { distributions } from "./distributions.ts";
import { encryption } from "./encryption.ts";
import { floods } from "./floods.ts";
import { intrinsics } from "./intrinsics.ts";
import { keptData } from "./kept-data.ts";
import { knownProperties } from "./known-properties.ts";
import { limits } from "./limits.ts";
import { logRetention } from "./log-retention.ts";
import { machineFailures } from "./machine-failures.ts";
import { machines } from "./machines.ts";
import { names } from "./names.ts";
import { policies } from "./policies.ts";
import { projects } from "./projects.ts";
import { references } from "./references.ts";
import { requiredProperties } from "./required-properties.ts";
import { resourceTypes } from "./resource-types.ts";
import { tables } from "./tables.ts";
import { types } from "./types.ts";
import { values } from "./values.ts";

export const REFUSED_BY_AWS: readonly Rule[] = [
  limits,
  resourceTypes,
  knownProperties,
  requiredProperties,
  types,
  values,
  intrinsics,
  references,
  circles,
  policies,
  buckets,
  tables,
  distributions,
  projects,
  machines,
];

export const UNWANTED: readonly Rule[] = [names, machineFailures, keptData, encryption, closedDoors, logRetention, floods];

export const RULES: readonly Rule[] = [...REFUSED_BY_AWS, ...UNWANTED];
