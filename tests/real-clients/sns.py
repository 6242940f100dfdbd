from support import client, fails, same

sns = client("sns")
topic = "arn:aws:sns:us-east-1:000000000000:notices"

assert {"TopicArn": topic} in sns.list_topics()["Topics"]
attribute = {"DataType": "Number", "StringValue": "7"}
assert sns.publish(TopicArn=topic, Message="m", Subject="s", MessageAttributes={"n": attribute})["MessageId"]
pages = sns.get_paginator("list_subscriptions").paginate()
assert topic in [subscription["TopicArn"] for page in pages for subscription in page["Subscriptions"]]
same(len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]), 1)
same(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["DisplayName"], "Notices")
fails("NotFound", sns.publish, TopicArn=topic + "-absent", Message="m")
fails("InvalidAction", sns.list_platform_applications)
