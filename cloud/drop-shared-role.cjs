/**
 * A plugin of the Serverless Framework: takes the shared execution role out of the template once
 * serverless-iam-roles-per-function, which copies it, has given every function a role of its own.
 */
class DropSharedRole {
  constructor(serverless) {
    this.hooks = {
      "before:package:finalize": () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        const users = Object.entries(template.Resources).filter(([, resource]) =>
          JSON.stringify(resource).includes('"IamRoleLambdaExecution"'),
        );
        if (users.length > 0)
          throw new Error(`${users.map(([id]) => id).join(", ")}: no role of its own. Give the function iamRoleStatements.`);
        delete template.Resources.IamRoleLambdaExecution;
      },
    };
  }
}

module.exports = DropSharedRole;
