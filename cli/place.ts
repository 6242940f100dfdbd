/** Where the Lectern is that is meant: on this machine, or a deployment on AWS. */

export interface Place {
  /** Said outright; otherwise a stage, a region or a bucket means AWS, and nothing means this machine. */
  readonly target?: "local" | "aws";
  /** A deployment's stage; without it, the only one that there is. */
  readonly stage?: string;
  /** The site's bucket by its name, for commands that need nothing else; it is on AWS unless the environment says otherwise. */
  readonly bucket?: string;
  readonly region?: string;
  /** Where this machine's Lectern listens. */
  readonly port: number;
}

/** What an SDK client is told; all else it finds as every AWS SDK does. */
export interface ClientSettings {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  maxAttempts?: number;
}

/** The SDK's own way to be pointed elsewhere, AWS_ENDPOINT_URL, wins over this machine's port unless that is asked for. */
export const isLocal = ({ target, stage, region, bucket }: Place): boolean =>
  target === undefined
    ? stage === undefined && region === undefined && bucket === undefined && !process.env.AWS_ENDPOINT_URL
    : target === "local";

export const localEndpoint = ({ port }: Place): string => `http://127.0.0.1:${port}`;

/** How the SDK's clients reach that Lectern. */
export function clientSettings(place: Place): ClientSettings {
  if (isLocal(place))
    return {
      endpoint: localEndpoint(place),
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    };
  return place.region ? { region: place.region } : {};
}
