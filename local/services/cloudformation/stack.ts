/** The stack, as its clients see it. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** Milliseconds since the epoch: a stack is created anew at every boot. */
  readonly createdAt: number;
  readonly outputs: readonly StackOutput[];
}

export interface StackOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string | undefined;
}
