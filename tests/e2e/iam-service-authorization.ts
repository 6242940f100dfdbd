/**
 * What AWS lets a policy say of the actions that the stack's policies name: the narrowest kind of resource of each
 * (Service Authorization Reference, "Actions, resources, and condition keys for AWS services").
 */

const here = ":us-east-1:000000000000:";
const name = "[\\w./-]+";
const arn = (rest: string): RegExp => new RegExp(`^arn:aws:${rest}$`);

/** ARNs of one thing of each kind: the wildcards that they may have stand only where the template can't know the name. */
const project = arn(`codebuild${here}project/${name}`);
const gitRepository = arn(`codecommit${here}${name}`);
const table = arn(`dynamodb${here}table/${name}`);
const imageRepository = arn(`ecr${here}repository/${name}`);
const lambdaFunction = arn(`lambda${here}function:${name}`);
const logStreams = arn(`logs${here}log-group:${name}:log-stream:\\*`);
/** A group's ARN ends in `:*`; which stream is Lambda's or CodeBuild's to say. */
const logGroup = arn(`logs${here}log-group:${name}(:\\*){1,2}`);
const bucket = arn(`s3:::${name}`);
/** Objects of one bucket: `*` stands for keys, which the writer chooses. */
const objects = arn(`s3:::[\\w.-]+/${name.replace("[", "[*")}`);
const queue = arn(`sqs${here}${name}`);
const topic = arn(`sns${here}${name}`);
const stateMachine = arn(`states${here}stateMachine:${name}`);
const role = arn("iam::000000000000:role/[\\w./-]+");
/** Actions for which AWS knows no resource but `*`. */
const nothing = /^\*$/;

/** Which resource each action is on. */
export const resourceOf: Readonly<Record<string, RegExp>> = {
  "codebuild:BatchGetBuilds": project,
  "codebuild:StartBuild": project,
  "codecommit:GetCommit": gitRepository,
  "codecommit:GetDifferences": gitRepository,
  "codecommit:GetFile": gitRepository,
  "codecommit:GitPull": gitRepository,
  "dynamodb:GetItem": table,
  "dynamodb:PutItem": table,
  "dynamodb:Query": table,
  "ecr:BatchCheckLayerAvailability": imageRepository,
  "ecr:BatchGetImage": imageRepository,
  "ecr:CompleteLayerUpload": imageRepository,
  "ecr:DescribeImages": imageRepository,
  "ecr:GetAuthorizationToken": nothing,
  "ecr:GetDownloadUrlForLayer": imageRepository,
  "ecr:InitiateLayerUpload": imageRepository,
  "ecr:PutImage": imageRepository,
  "ecr:UploadLayerPart": imageRepository,
  "lambda:InvokeFunction": lambdaFunction,
  "logs:CreateLogStream": logGroup,
  "logs:GetLogEvents": logStreams,
  "logs:PutLogEvents": logGroup,
  "rekognition:DetectText": nothing,
  "s3:DeleteObject": objects,
  "s3:GetBucketAcl": bucket,
  "s3:GetBucketLocation": bucket,
  "s3:GetObject": objects,
  "s3:ListBucket": bucket,
  "s3:PutObject": objects,
  "sns:Publish": topic,
  "sqs:SendMessage": queue,
  "states:StartExecution": stateMachine,
  "sts:AssumeRole": role,
};
