/** What a request of the registry's own protocol needs, in ECR's actions. */

export interface RegistryRequest {
  readonly repositoryName: string;
  readonly action: string;
  /** The tag or digest of a manifest. */
  readonly reference?: string;
}

const PATH = /^\/v2\/(?<repositoryName>.+?)\/(?<kind>manifests|blobs\/uploads|blobs|tags)\/(?<rest>.*)$/;

/** ECR's actions by the protocol's method and kind of resource (https://github.com/opencontainers/distribution-spec). */
const ACTIONS: Readonly<Record<string, string>> = {
  "GET manifests": "ecr:BatchGetImage",
  "HEAD manifests": "ecr:BatchGetImage",
  "PUT manifests": "ecr:PutImage",
  "GET blobs": "ecr:GetDownloadUrlForLayer",
  "HEAD blobs": "ecr:BatchCheckLayerAvailability",
  "POST blobs/uploads": "ecr:InitiateLayerUpload",
  "GET blobs/uploads": "ecr:UploadLayerPart",
  "PATCH blobs/uploads": "ecr:UploadLayerPart",
  "PUT blobs/uploads": "ecr:CompleteLayerUpload",
  "GET tags": "ecr:ListImages",
};

/** Undefined for what ECR's registry does not do either: deleting, listing all repositories. */
export function neededPermission(method: string, path: string): RegistryRequest | undefined {
  const { repositoryName = "", kind = "", rest = "" } = PATH.exec(path)?.groups ?? {};
  const action = ACTIONS[`${method} ${kind}`];
  if (action === undefined) return undefined;
  return { repositoryName, action, ...(kind === "manifests" && { reference: rest }) };
}
