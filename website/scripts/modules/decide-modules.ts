/** What is known before anything is installed. Each is the key (see `modules-key.ts`) that the modules were made from. */
export interface ModulesAtHand {
  /** What the checked-out lock file asks for. */
  readonly wanted: string;
  /** The modules baked into the build image; undefined when there are none or they carry no marker. */
  readonly baked: string | undefined;
  /** The modules in the site's own folder, from the build cache; undefined when none or without marker. */
  readonly present: string | undefined;
}

export type ModulesDecision = "link-baked" | "keep" | "install";

/** The cheapest way to the modules that the lock file asks for; never modules of another lock file. */
export function decideModules({ wanted, baked, present }: ModulesAtHand): ModulesDecision {
  if (baked === wanted) return "link-baked";
  return present === wanted ? "keep" : "install";
}
