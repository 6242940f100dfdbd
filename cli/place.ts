/** Where the Lectern is that is meant: on this machine, or a deployment on AWS. */

export interface Place {
  /** A deployed stage; undefined for this machine's Lectern. */
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

/** The stage that `npm start` runs. */
export const LOCAL_STAGE = "local";

export const isLocal = ({ stage, bucket }: Place): boolean =>
  stage === undefined && bucket === undefined && !process.env.AWS_ENDPOINT_URL;

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
