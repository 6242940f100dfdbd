/** SNS: see README.md. */
import type { Cloud, Service, SnsPort } from "../../contracts.ts";
import { Deliveries } from "./delivery/deliveries.ts";
import { getTopicAttributes } from "./operations/get-topic-attributes.ts";
import { listSubscriptions } from "./operations/list-subscriptions.ts";
import { listSubscriptionsByTopic } from "./operations/list-subscriptions-by-topic.ts";
import { listTopics } from "./operations/list-topics.ts";
import { publish } from "./operations/publish.ts";
import { subscribe } from "./operations/subscribe.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { Publisher } from "./publish.ts";
import { subscriptionType } from "./resources/subscription.ts";
import { topicType } from "./resources/topic.ts";
import { topicPolicyType } from "./resources/topic-policy.ts";
import { Topics } from "./topics.ts";

/** Creates the service. */
export function createSns(cloud: Cloud): Service & { port: SnsPort } {
  const topics = new Topics(cloud);
  const deliveries = new Deliveries(cloud);
  const publisher = new Publisher(cloud, topics, deliveries);
  return {
    signingName: "sns",
    wire: {
      protocol: "query",
      xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
      operations: {
        GetTopicAttributes: getTopicAttributes(topics),
        ListSubscriptions: listSubscriptions(topics),
        ListSubscriptionsByTopic: listSubscriptionsByTopic(topics),
        ListTopics: listTopics(topics),
        Publish: publish(publisher),
        Subscribe: subscribe(topics),
        Unsubscribe: unsubscribe(topics),
      },
    },
    resourceTypes: [topicType(topics), subscriptionType(topics), topicPolicyType(topics)],
    port: publisher,
    async start() {
      deliveries.start();
    },
    stop: () => deliveries.stop(),
  };
}
