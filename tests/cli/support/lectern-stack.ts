/** What makes a test's cloud a Lectern on this machine: the stack's name, and outputs as cloud/outputs.yml has them. */
export const LECTERN = {
  stackName: "lectern-local",
  outputs: { SiteUrl: { Value: "http://127.0.0.1:4580" }, ApiUrl: { Value: "http://127.0.0.1:4590" } },
} as const;
