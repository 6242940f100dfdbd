/** What the service's operations and resource types share. */
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { Executions } from "./executions.ts";
import { Machines } from "./store/machines.ts";

/** The machines and executions of one cloud; what is on disk is read when it is first asked for. */
export class States {
  readonly #cloud: Cloud;
  #machines: Machines | undefined;
  #executions: Executions | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  get machines(): Machines {
    this.#machines ??= new Machines(this.#cloud.stateFolder("states"));
    return this.#machines;
  }

  get executions(): Executions {
    this.#executions ??= new Executions(this.#cloud, join(this.#cloud.stateFolder("states"), "executions"));
    return this.#executions;
  }
}
