/** What ends the camera's program, by name, and the status it then has. systemd starts it again unless that would help nobody. */
export const STATUS = { stopped: 0, failed: 1, usage: 2, token: 4, ended: 5, nowhere: 6, queueInUse: 7 } as const;

export abstract class CameraError extends Error {
  abstract override readonly name: string;
  /** the program's exit status */
  abstract readonly status: number;
}

/** The command line says something that can't be done. */
export class Usage extends CameraError {
  override readonly name = "Usage";
  readonly status = STATUS.usage;
}

/** Another program sends the photographs of the same folder: each would go twice. */
export class QueueInUse extends CameraError {
  override readonly name = "QueueInUse";
  readonly status = STATUS.queueInUse;
  constructor(folder: string, pid: number) {
    super(`Another lectern-camera (process ${pid}) uses ${folder}: end it, or name another folder with --queue.`);
  }
}

/** The server gave no answer to the one photograph of a dry run. */
export class NotReached extends CameraError {
  override readonly name = "NotReached";
  readonly status = STATUS.failed;
}
