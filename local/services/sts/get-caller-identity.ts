import type { Operation, Principal } from "../../contracts.ts";

interface CallerIdentity {
  readonly UserId: string;
  readonly Account: string;
  readonly Arn: string;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: everybody may call it. */
export const getCallerIdentity: Operation<Record<string, never>, CallerIdentity> = {
  action: "sts:GetCallerIdentity",
  resource: () => "*",
  run: ({ principal }, { accountId }) => ({ ...identity(principal, accountId), Account: accountId }),
};

function identity(principal: Principal, accountId: string): Pick<CallerIdentity, "UserId" | "Arn"> {
  switch (principal.kind) {
    case "root":
      return { UserId: accountId, Arn: `arn:aws:iam::${accountId}:root` };
    case "role": {
      const roleName = principal.roleArn.slice(principal.roleArn.lastIndexOf("/") + 1);
      const session = `${roleName}/${principal.sessionName}`;
      return { UserId: `${roleName}:${principal.sessionName}`, Arn: `arn:aws:sts::${accountId}:assumed-role/${session}` };
    }
    case "service":
      return { UserId: principal.service, Arn: principal.service };
  }
}
