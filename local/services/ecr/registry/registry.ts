/** The registry behind ECR: nothing of it runs before it is needed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Cloud, EcrPort } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { makeFolder } from "../../../store/folders.ts";
import type { ImageRepositories } from "../repositories.ts";
import { findRegistryProgram } from "./find-program.ts";
import { type Front, openFront } from "./front.ts";
import { createImages, type Images, NO_IMAGES } from "./images.ts";
import { IMAGES_FOLDER } from "./kept-images.ts";
import { createPasswords, type Password } from "./passwords.ts";
import { type RegistryProcess, startRegistryProcess } from "./registry-process.ts";

export interface Registry {
  readonly port: EcrPort;
  /** What is there, without starting anything when nothing was ever pushed. */
  images(): Promise<Images>;
  createPassword: (principal: Parameters<EcrPort["password"]>[0]) => Password;
  stop(): Promise<void>;
}

interface Running {
  readonly process: RegistryProcess;
  readonly front: Front;
  readonly images: Images;
}

/** @param findProgram the registry's program, or undefined where there is none */
export function createRegistry(cloud: Cloud, repositories: ImageRepositories, findProgram = findRegistryProgram): Registry {
  const passwords = createPasswords(cloud.clock);
  const storage = () => join(cloud.stateFolder("ecr"), IMAGES_FOLDER);
  let running: Promise<Running> | undefined;

  async function start(): Promise<Running> {
    const program = findProgram();
    if (program === undefined)
      throw new AwsError(
        "ServerException",
        "This machine has no registry to keep images in. Install docker-registry (Debian's package of that name).",
        500,
      );
    makeFolder(storage());
    const process = await startRegistryProcess(program, storage());
    const images = createImages(process.socket);
    const hasTag = async (name: string, imageTag: string) => (await images.find(name, { imageTag })) !== undefined;
    const front = await openFront({ cloud, repositories, passwords, socket: process.socket, hasTag });
    return { process, front, images };
  }

  /** One that could not be started may be later. */
  function run(): Promise<Running> {
    running ??= start().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  }

  return {
    port: {
      registryHost: `${cloud.accountId}.dkr.ecr.${cloud.region}.amazonaws.com`,
      address: async () => (await run()).front.address,
      password(principal) {
        cloud.iam.authorize({ principal, action: "ecr:GetAuthorizationToken", resource: "*" });
        return passwords.create(principal).text;
      },
    },
    images: async () => (existsSync(storage()) && findProgram() !== undefined ? (await run()).images : NO_IMAGES),
    createPassword: passwords.create,
    async stop() {
      const stopping = running;
      running = undefined;
      const stopped = await stopping?.catch(() => undefined);
      await stopped?.front.close();
      stopped?.process.stop();
    },
  };
}
