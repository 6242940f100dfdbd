/** All rules over one template. */
import { EXCEPTIONS, type Exception } from "./exceptions.ts";
import type { Finding, Subject } from "./finding.ts";
import { RULES } from "./rules/all.ts";

/** Everything that is wrong with the template, in the rules' order; without what is meant to be. */
export function checkTemplate(subject: Subject, exceptions: readonly Exception[] = EXCEPTIONS): Finding[] {
  const findings = RULES.flatMap((rule) => [...rule.check(subject)].map((problem) => ({ ...problem, rule: rule.name })));
  const isOf = (finding: Finding) => (exception: Exception) => exception.rule === finding.rule && exception.id === finding.id;
  const needless = exceptions.filter((exception) => !findings.some((finding) => isOf(finding)(exception)));
  return [
    ...findings.filter((finding) => !exceptions.some(isOf(finding))),
    ...needless.map(({ rule, id }) => ({
      id,
      path: "",
      rule: "exceptions",
      text: `nothing is wrong by ${rule} any more: take the exception out of cloud/check/exceptions.ts.`,
    })),
  ];
}
