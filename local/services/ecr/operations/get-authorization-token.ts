import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { Registry } from "../registry/registry.ts";
import { parseInput } from "./input.ts";

const input = z.strictObject({ registryIds: z.array(z.string()).optional() });
type Input = z.infer<typeof input>;

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html: user and password, for twelve
 * hours. `proxyEndpoint` is where the registry really listens.
 */
export function getAuthorizationToken(registry: Registry): Operation<Input> {
  return {
    action: "ecr:GetAuthorizationToken",
    resource: () => "*",
    async run({ input: given, principal }: Call<Input>) {
      parseInput(input, given);
      const proxyEndpoint = `http://${await registry.port.address()}`;
      const { text, expiresAt } = registry.createPassword(principal);
      const authorizationToken = Buffer.from(`AWS:${text}`).toString("base64");
      return { authorizationData: [{ authorizationToken, expiresAt: expiresAt / 1000, proxyEndpoint }] };
    },
  };
}
