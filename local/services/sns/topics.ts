/** The topics that exist and who subscribes to them. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud, PolicyDocument } from "../../contracts.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";
import { invalidParameter, type Subscription, type Topic, topicNotFound } from "./topic.ts";

/** E.164: a plus sign and at most fifteen digits. */
const TELEPHONE_NUMBER = /^\+[1-9]\d{1,14}$/;
const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:\$LATEST)?$/;

/** The register of topics and subscriptions. Those a client subscribed are on disk; the template's come with every boot. */
export class Topics {
  readonly #file: string;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #policies = new Map<string, PolicyDocument>();
  readonly #byClients = new Map<string, Subscription>();

  constructor(cloud: Cloud) {
    this.#file = join(cloud.stateFolder("sns"), "subscriptions.json");
    const kept: Subscription[] = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : [];
    for (const subscription of kept) this.#byClients.set(subscription.arn, subscription);
  }

  put(topic: Topic): void {
    this.#topics.set(topic.arn, topic);
  }

  /** A later policy takes an earlier one's place. @throws AwsError NotFound */
  setPolicy(topicArn: string, policy: PolicyDocument): void {
    this.#policies.set(this.get(topicArn).arn, policy);
  }

  policy(topicArn: string): PolicyDocument | undefined {
    return this.#policies.get(topicArn);
  }

  /** @throws AwsError NotFound */
  get(topicArn: string): Topic {
    const topic = this.#topics.get(topicArn);
    if (!topic) throw topicNotFound();
    return topic;
  }

  all(): Topic[] {
    return [...this.#topics.values()];
  }

  /**
   * Subscribes; the same protocol and endpoint give the same ARN again. `byClient` ones survive a restart.
   * @throws AwsError NotFound, InvalidParameter for a protocol or an endpoint that can't be delivered to
   */
  subscribe(topicArn: string, protocol: string, endpoint: string, options: { readonly byClient: boolean }): Subscription {
    const topic = this.get(topicArn);
    if (protocol !== "lambda" && protocol !== "sms") {
      throw invalidParameter(`Protocol Reason: this local cloud delivers to lambda and sms, not to ${protocol}`);
    }
    if (protocol === "sms" && !TELEPHONE_NUMBER.test(endpoint)) throw invalidParameter(`Invalid SMS endpoint: ${endpoint}`);
    if (protocol === "lambda" && !FUNCTION_ARN.test(endpoint)) throw invalidParameter("Lambda endpoint ARN");
    const arn = `${topic.arn}:${stableUuid(`${topic.arn} ${protocol} ${endpoint}`)}`;
    const subscription: Subscription = { arn, topicArn, protocol, endpoint };
    if (options.byClient && !this.#subscriptions.has(arn)) {
      this.#byClients.set(arn, subscription);
      this.#keep();
    } else if (!options.byClient) {
      this.#subscriptions.set(arn, subscription);
    }
    return subscription;
  }

  /** Ends a subscription; one of the template's comes back with the next boot. */
  unsubscribe(arn: string): void {
    this.#subscriptions.delete(arn);
    if (this.#byClients.delete(arn)) this.#keep();
  }

  /** The subscriptions of a topic, the template's first. */
  subscriptions(topicArn: string): Subscription[] {
    const all = new Map([...this.#subscriptions, ...this.#byClients]);
    return [...all.values()].filter((subscription) => subscription.topicArn === topicArn);
  }

  #keep(): void {
    writeFileAtomically(this.#file, JSON.stringify([...this.#byClients.values()]));
  }
}

function stableUuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
