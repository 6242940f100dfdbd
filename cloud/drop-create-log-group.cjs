/**
 * A plugin of the Serverless Framework: takes logs:CreateLogGroup out of the functions' roles. The template makes each
 * function's log group, so no function ever has to; one that may would bring a deleted stack's group back to life.
 */
class DropCreateLogGroup {
  constructor(serverless) {
    this.hooks = {
      "before:package:finalize": () => {
        const { Resources } = serverless.service.provider.compiledCloudFormationTemplate;
        for (const { Properties } of ofType(Resources, "AWS::Lambda::Function"))
          if (
            !ofType(Resources, "AWS::Logs::LogGroup").some(
              (group) => group.Properties.LogGroupName === `/aws/lambda/${Properties.FunctionName}`,
            )
          )
            throw new Error(`${Properties.FunctionName}: the template makes no log group for it.`);
        for (const { Properties } of ofType(Resources, "AWS::IAM::Role"))
          for (const statement of Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement))
            if (Array.isArray(statement.Action))
              statement.Action = statement.Action.filter((action) => action !== "logs:CreateLogGroup");
      },
    };
  }
}

const ofType = (resources, type) => Object.values(resources).filter((resource) => resource.Type === type);

module.exports = DropCreateLogGroup;
