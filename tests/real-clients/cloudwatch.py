from datetime import datetime, timedelta, timezone

from support import client, fails, same

cloudwatch = client("cloudwatch")
now = datetime.now(timezone.utc)
span = {"StartTime": now - timedelta(hours=1), "EndTime": now + timedelta(hours=1)}

# More than 10 KB: newer clients compress it.
data = [{"MetricName": f"metric-{index}", "Value": index, "Timestamp": now} for index in range(600)]
cloudwatch.put_metric_data(Namespace="boto3", MetricData=data)
pages = cloudwatch.get_paginator("list_metrics").paginate(Namespace="boto3")
same(sum(len(page["Metrics"]) for page in pages), 600)

metric = {"Namespace": "boto3", "MetricName": "metric-599"}
query = {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Maximum"}}
(result,) = cloudwatch.get_metric_data(MetricDataQueries=[query], **span)["MetricDataResults"]
same((result["Values"], result["StatusCode"]), ([599.0], "Complete"))
same(result["Timestamps"], [now.replace(second=0, microsecond=0)])

statistics = cloudwatch.get_metric_statistics(**metric, **span, Period=60, Statistics=["Sum"], ExtendedStatistics=["p99"])
(point,) = statistics["Datapoints"]
same((point["Sum"], point["ExtendedStatistics"], point["Unit"]), (599.0, {"p99": 599.0}, "None"))

fails("InvalidParameterValue", cloudwatch.put_metric_data, Namespace="AWS/boto3", MetricData=data[:1])
fails("InvalidParameterCombination", cloudwatch.get_metric_statistics, **metric, Period=1, Statistics=["Sum"], **span)
