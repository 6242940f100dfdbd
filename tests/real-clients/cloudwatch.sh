# Metrics: put, read, listed; what functions measure of themselves, and what their logs measure.
ago() { date -u -d "$1 minutes ago" +%Y-%m-%dT%H:%M:00Z; }
span=(--start-time "$(ago 60)" --end-time "$(ago -60)")

expect "put a value" '' aws cloudwatch put-metric-data --namespace Site --metric-name latency --value 1.5 --unit Seconds --dimensions stage=dev
expect "put values" '' aws cloudwatch put-metric-data --namespace Site \
  --metric-data 'MetricName=latency,Dimensions=[{Name=stage,Value=dev}],Values=[2.5,8],Counts=[2,1],Unit=Seconds'
expect "put statistics" '' aws cloudwatch put-metric-data --namespace Site --metric-name sizes \
  --statistic-values SampleCount=2,Sum=30,Minimum=10,Maximum=20 --timestamp "$(ago 5)"
expect "the metrics" 'latency	stage	dev
sizes	None	None' aws cloudwatch list-metrics --namespace Site \
  --query 'Metrics[].[MetricName,Dimensions[0].Name,Dimensions[0].Value]' --output text
expect "by a dimension" 'latency' aws cloudwatch list-metrics --dimensions Name=stage,Value=dev --namespace Site --query 'Metrics[].MetricName' --output text
expect "statistics" '4.0	14.5	1.5	8.0	Seconds' aws cloudwatch get-metric-statistics --namespace Site --metric-name latency \
  --dimensions Name=stage,Value=dev --period 7200 "${span[@]}" --statistics SampleCount Sum Minimum Maximum \
  --query 'Datapoints[].[SampleCount,Sum,Minimum,Maximum,Unit]' --output text
expect "percentiles" '2.5' aws cloudwatch get-metric-statistics --namespace Site --metric-name latency \
  --dimensions Name=stage,Value=dev --period 7200 "${span[@]}" --extended-statistics p50 \
  --query 'Datapoints[].ExtendedStatistics.p50' --output text

cat >queries.json <<'JSON'
[{ "Id": "latency", "MetricStat": { "Metric": { "Namespace": "Site", "MetricName": "latency",
     "Dimensions": [{ "Name": "stage", "Value": "dev" }] }, "Period": 86400, "Stat": "Sum" } },
 { "Id": "sizes", "Label": "the sizes", "MetricStat": { "Metric": { "Namespace": "Site", "MetricName": "sizes" }, "Period": 86400, "Stat": "Average" } }]
JSON
expect "data" 'latency	latency	14.5	Complete
sizes	the sizes	15.0	Complete' aws cloudwatch get-metric-data "${span[@]}" --metric-data-queries file://queries.json \
  --query 'MetricDataResults[].[Id,Label,sum(Values),StatusCode]' --output text
expect_error "metric math is named" "metric math" aws cloudwatch get-metric-data "${span[@]}" --metric-data-queries 'Id=e,Expression=1+1'
expect_error "AWS's own namespace" "InvalidParameterValue" aws cloudwatch put-metric-data --namespace AWS/Lambda --metric-name m --value 1
expect_error "what is not run is named" "InvalidAction" aws cloudwatch describe-alarms

printf '{"pages":7}' >event.json
aws lambda invoke --function-name measure --payload fileb://event.json answer.json >/dev/null
sum() { aws cloudwatch get-metric-statistics --namespace "$1" --metric-name "$2" --dimensions "$3" --period 7200 "${span[@]}" \
  --statistics Sum --query 'sum(Datapoints[].Sum)' --output text; }
expect "what a function did" '1.0' sum AWS/Lambda Invocations Name=FunctionName,Value=measure
expect "what its log measured" '7.0' sum Embedded pages Name=stage,Value=dev
expect_python cloudwatch.py
