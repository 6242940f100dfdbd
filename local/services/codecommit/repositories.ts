/** The durable list of repositories: what CodeCommit knows of each beside its git objects. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";
import { ensureBareRepository } from "./git/bare-repository.ts";

export type ReferenceEvent = "all" | "createReference" | "deleteReference" | "updateReference";

export interface Trigger {
  readonly name: string;
  readonly destinationArn: string;
  readonly events: readonly ReferenceEvent[];
  /** Empty: every branch (and every tag). */
  readonly branches: readonly string[];
  readonly customData?: string;
}

export interface RepositoryRecord {
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly description?: string;
  readonly triggers: readonly Trigger[];
  /** Milliseconds since the epoch. */
  readonly creationDate: number;
  readonly lastModifiedDate: number;
}

/** What the template says of a repository. */
export type RepositorySettings = Pick<RepositoryRecord, "description" | "repositoryName" | "triggers">;

const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}(?<!\.git)$/;

export interface Repositories {
  /** @throws AwsError RepositoryNameRequiredException, InvalidRepositoryNameException, RepositoryDoesNotExistException */
  get(name: unknown): RepositoryRecord;
  /** All of them, by name. */
  list(): RepositoryRecord[];
  /** Creates the repository, or changes its settings. @throws AwsError InvalidRepositoryNameException */
  put(settings: RepositorySettings): Promise<RepositoryRecord>;
  /** The bare repository. */
  gitPath(name: string): string;
  /** Where its hooks record pushes. */
  journalPath(name: string): string;
  /** The file of its pushes' times. */
  pushTimesPath(name: string): string;
  arn(name: string): string;
  cloneUrl(name: string): string;
}

/** The repositories below the service's state folder. */
export function createRepositories(cloud: Cloud): Repositories {
  const folder = (name: string) => join(cloud.stateFolder("codecommit"), name);
  const recordPath = (name: string) => join(folder(name), "repository.json");
  const read = (name: string): RepositoryRecord => JSON.parse(readFileSync(recordPath(name), "utf8"));

  return {
    get(name) {
      if (name === undefined || name === null || name === "") {
        throw new AwsError("RepositoryNameRequiredException", "A repository name is required.");
      }
      if (typeof name !== "string" || !NAME.test(name)) throw invalidName(name);
      if (!existsSync(recordPath(name))) throw new AwsError("RepositoryDoesNotExistException", `${name} does not exist`);
      return read(name);
    },
    list() {
      const root = cloud.stateFolder("codecommit");
      if (!existsSync(root)) return [];
      return readdirSync(root)
        .filter((name) => existsSync(recordPath(name)))
        .sort()
        .map(read);
    },
    async put(settings) {
      const name = settings.repositoryName;
      if (!NAME.test(name)) throw invalidName(name);
      await ensureBareRepository(this.gitPath(name));
      mkdirSync(this.journalPath(name), { recursive: true });
      const now = cloud.clock.now();
      const known = existsSync(recordPath(name)) ? read(name) : undefined;
      const record: RepositoryRecord = {
        repositoryId: known?.repositoryId ?? randomUUID(),
        creationDate: known?.creationDate ?? now,
        lastModifiedDate: known?.lastModifiedDate ?? now,
        ...settings,
      };
      writeFileAtomically(recordPath(name), JSON.stringify(record, null, 2));
      return record;
    },
    gitPath: (name) => join(folder(name), "git"),
    journalPath: (name) => join(folder(name), "pushes"),
    pushTimesPath: (name) => join(folder(name), "push-times.json"),
    arn: (name) => `arn:aws:codecommit:${cloud.region}:${cloud.accountId}:${name}`,
    cloneUrl: (name) => `${cloud.endpoint}/v1/repos/${name}`,
  };
}

/** A trigger's configuration id: changes when the trigger does, and only then. */
export function triggerConfigId(repositoryId: string, trigger: Trigger): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([repositoryId, trigger]))
    .digest("hex");
  return [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join("-");
}

function invalidName(name: unknown): AwsError {
  return new AwsError(
    "InvalidRepositoryNameException",
    `The repository name is not valid: ${String(name)}. Repository names can be 1 to 100 letters, numbers, periods, underscores and dashes, and cannot end in .git.`,
  );
}
