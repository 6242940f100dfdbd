import os
import time

import boto3
from botocore.config import Config
from support import client, fails, same

logs = client("logs")
now = int(time.time() * 1000)

logs.create_log_group(logGroupName="/boto3/events")
logs.create_log_stream(logGroupName="/boto3/events", logStreamName="one")
events = [{"timestamp": now + index, "message": f"line {index}"} for index in range(25)]
logs.put_log_events(logGroupName="/boto3/events", logStreamName="one", logEvents=events)

pages = logs.get_paginator("filter_log_events").paginate(
    logGroupName="/boto3/events", filterPattern="line", PaginationConfig={"PageSize": 10}
)
same([event["message"] for page in pages for event in page["events"]], [event["message"] for event in events])
same(len(logs.get_log_events(logGroupName="/boto3/events", logStreamName="one")["events"]), 25)
same([group["logGroupName"] for group in logs.describe_log_groups(logGroupNamePattern="boto3")["logGroups"]], ["/boto3/events"])
same([stream["logStreamName"] for stream in logs.describe_log_streams(logGroupName="/boto3/events")["logStreams"]], ["one"])
fails("InvalidParameterException", logs.filter_log_events, logGroupName="/boto3/events", filterPattern="%regular%")
fails("ResourceNotFoundException", logs.filter_log_events, logGroupName="/absent")
fails("UnknownOperationException", logs.describe_destinations)

# Newer clients ask streaming-logs.<region>.amazonaws.com for it, a host that this cloud does not have.
if hasattr(logs, "start_live_tail"):
    streaming = boto3.client("logs", endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=Config(inject_host_prefix=False))
    group = "arn:aws:logs:us-east-1:000000000000:log-group:/boto3/events"
    fails("UnknownOperationException", streaming.start_live_tail, logGroupIdentifiers=[group])
