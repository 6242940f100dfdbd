/** Step Functions: see README.md. */
import type { Cloud, Service } from "../../contracts.ts";
import { createStateMachine } from "./operations/create-state-machine.ts";
import { deleteStateMachine } from "./operations/delete-state-machine.ts";
import { describeExecution } from "./operations/describe-execution.ts";
import { describeStateMachine } from "./operations/describe-state-machine.ts";
import { getExecutionHistory } from "./operations/get-execution-history.ts";
import { listExecutions } from "./operations/list-executions.ts";
import { listStateMachines } from "./operations/list-state-machines.ts";
import { redriveExecution } from "./operations/redrive-execution.ts";
import { startExecution } from "./operations/start-execution.ts";
import { stopExecution } from "./operations/stop-execution.ts";
import { validateStateMachineDefinition } from "./operations/validate-state-machine-definition.ts";
import { stateMachineType } from "./state-machine-type.ts";
import { States } from "./states.ts";

/** Creates the service. Stopped before Lambda is, so that no task is seen to fail because the cloud ends. */
export function createStates(cloud: Cloud): Service {
  const states = new States(cloud);
  return {
    signingName: "states",
    wire: {
      protocol: "json-1.0",
      operations: {
        CreateStateMachine: createStateMachine(states),
        DeleteStateMachine: deleteStateMachine(states),
        DescribeExecution: describeExecution(states),
        DescribeStateMachine: describeStateMachine(states),
        GetExecutionHistory: getExecutionHistory(states),
        ListExecutions: listExecutions(states),
        ListStateMachines: listStateMachines(states),
        RedriveExecution: redriveExecution(states),
        StartExecution: startExecution(states),
        StopExecution: stopExecution(states),
        ValidateStateMachineDefinition: validateStateMachineDefinition(),
      },
    },
    resourceTypes: [stateMachineType(states)],
    async start() {
      await states.executions.takeUp((arn) => states.machines.find(arn) !== undefined);
    },
    async stop() {
      await states.executions.halt();
    },
  };
}
