/** Who may import whom: see docs/decisions/0005-linters.md. */
const forbidden = (name, from, to, comment) => ({ name, comment, severity: "error", from: { path: from }, to: { path: to } });

export default {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^(aws-lambda|mdast)$" } },
    forbidden(
      "base-stands-alone",
      "^src/(errors|log|metrics)\\.ts$",
      "^(src/(rules|aws|handlers)|liveblogger|local|cli)/",
      "the ground floor imports nothing of ours",
    ),
    forbidden(
      "rules-are-pure",
      "^(src|liveblogger)/rules/",
      "^((src|liveblogger)/(aws|steps|handlers)|local|cli)/|node_modules/@aws-sdk",
      "rules know no AWS",
    ),
    forbidden(
      "aws-is-only-clients",
      "^(src|liveblogger)/aws/",
      "^((src|liveblogger)/(rules|steps|handlers)|local|cli)/",
      "clients and nothing else",
    ),
    forbidden("site-builder-knows-no-live-blogger", "^src/", "^liveblogger/", "liveblogger may import src, never the other way"),
    forbidden("nothing-deployed-imports-local", "^(src|liveblogger|website)/", "^(local|cli)/", "handlers never import local"),
    forbidden(
      "local-knows-nothing-of-lectern",
      "^local/",
      "^(src|liveblogger|cli|website|cloud)/",
      "local is a package of its own",
    ),
    forbidden(
      "the-template-s-check-stands-alone",
      "^cloud/check/",
      "^(src|liveblogger|local|cli|website|scripts)/",
      "rules know a template and AWS's specification, nothing of this stack",
    ),
    {
      name: "services-reach-each-other-by-ports",
      severity: "error",
      from: { path: "^local/services/([^/]+)/" },
      to: { path: "^local/services/", pathNot: "^local/services/$1/" },
    },
    {
      name: "handlers-stand-apart",
      comment: "one Lambda a file: none imports another",
      severity: "error",
      from: { path: "/handlers/" },
      to: { path: "/handlers/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
