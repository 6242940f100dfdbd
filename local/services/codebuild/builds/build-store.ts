/** Every build that was ever started, in memory and, a whole file each, on disk. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { type Build, type BuildRecord, uuidOf } from "./build.ts";

export interface BuildStore {
  get(id: string): BuildRecord | undefined;
  /** All builds, the oldest first. */
  list(): Build[];
  ofProject(name: string): BuildRecord[];
  /** Keeps the record, durably. */
  save(record: BuildRecord): void;
}

/** The builds below the service's state folder, read when first asked for. */
export function createBuildStore(cloud: Cloud): BuildStore {
  const folder = () => join(cloud.stateFolder("codebuild"), "builds");
  let loaded: Map<string, BuildRecord> | undefined;

  function records(): Map<string, BuildRecord> {
    loaded ??= new Map(readAll(folder()).map((record) => [record.build.id, record]));
    return loaded;
  }

  return {
    get: (id) => records().get(id),
    list: () => [...records().values()].map(({ build }) => build),
    ofProject: (name) => [...records().values()].filter(({ build }) => build.projectName === name),
    save(record) {
      records().set(record.build.id, record);
      writeFileAtomically(join(folder(), `${uuidOf(record.build)}.json`), JSON.stringify(record));
    },
  };
}

function readAll(folder: string): BuildRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file): BuildRecord => JSON.parse(readFileSync(join(folder, file), "utf8")))
    .sort((a, b) => a.build.startTime - b.build.startTime || a.build.buildNumber - b.build.buildNumber);
}
