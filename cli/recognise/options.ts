import { type RecogniserChoice, RecogniserMisconfigured } from "../../liveblogger/alternatives/index.ts";

/** What `lectern recognise` was told. */
export interface RecogniseOptions {
  readonly deck: string;
  readonly sequence?: boolean;
  readonly with: RecogniserChoice["with"];
  readonly region?: string;
}

/** The choice of a recogniser. A token comes from the environment, since a command line is shown to everybody. @throws RecogniserMisconfigured */
export function recogniserChoice({ with: choice, region }: RecogniseOptions, env: NodeJS.ProcessEnv): RecogniserChoice {
  switch (choice) {
    case "own":
      return { with: "own" };
    case "rekognition":
      return { with: "rekognition", ...(region !== undefined && { region }) };
    case "ximilar": {
      const { XIMILAR_TOKEN: token, XIMILAR_TASK: task, XIMILAR_URL: url } = env;
      if (!token || !task)
        throw new RecogniserMisconfigured(
          "Ximilar needs XIMILAR_TOKEN and XIMILAR_TASK in the environment: an API token, and the task's id.",
        );
      return { with: "ximilar", token, task, ...(url && { url }) };
    }
  }
}
