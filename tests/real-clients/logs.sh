# Writing a log, and all the ways of reading it.
now=$(($(date +%s) * 1000))
aws logs create-log-group --log-group-name /site/events
aws logs create-log-stream --log-group-name /site/events --log-stream-name one
cat >events.json <<JSON
[{ "timestamp": $((now - 3000)), "message": "first line" },
 { "timestamp": $((now - 2000)), "message": "{\"level\":\"error\",\"status\":503}" },
 { "timestamp": $((now - 1000)), "message": "last line" }]
JSON
expect "put events" '*' aws logs put-log-events --log-group-name /site/events --log-stream-name one --log-events file://events.json

expect "the groups" '/site/events	arn:aws:logs:us-east-1:000000000000:log-group:/site/events:\*' \
  aws logs describe-log-groups --log-group-name-prefix /site --query 'logGroups[].[logGroupName,arn]' --output text
expect "the streams" 'one' aws logs describe-log-streams --log-group-name /site/events --query 'logStreams[].logStreamName' --output text
expect "the latest streams" 'one' aws logs describe-log-streams --log-group-name /site/events --order-by LastEventTime --descending \
  --query 'logStreams[].logStreamName' --output text

get() { aws logs get-log-events --log-group-name /site/events --log-stream-name one "$@" --output text; }
expect "a stream's events" 'first line	*503}	last line' get --query 'events[].message'
expect "from its head" 'first line' get --start-from-head --limit 1 --query 'events[].message'
expect "from its end" 'last line' get --limit 1 --query 'events[].message'
token=$(get --start-from-head --limit 2 --query nextForwardToken)
expect "and on" 'last line' get --next-token "$token" --query 'events[].message'
expect "within times" '{*' get --start-time $((now - 2000)) --end-time $((now - 1000)) --query 'events[].message'

filter() { aws logs filter-log-events --log-group-name /site/events "$@" --query 'events[].message' --output text; }
expect "all events" 'first line	*503}	last line' filter
expect "page by page" $'first line\n*503}\nlast line' filter --page-size 1
expect "by a word" 'first line	last line' filter --filter-pattern line
expect "by a phrase" 'last line' filter --filter-pattern '"last line"'
expect "by any of two words" 'first line	last line' filter --filter-pattern '?first ?last'
expect "by a field" '{"level":"error","status":503}' filter --filter-pattern '{ $.level = "error" && $.status >= 500 }'
expect "since when" 'last line' filter --start-time $((now - 1000))
expect_error "a pattern that is not run is named" "space-delimited" filter --filter-pattern '[a, b]'
expect_error "and another one" "regular expressions" filter --filter-pattern '%last%'

expect "tail" '*first line*503}*last line' aws logs tail /site/events
expect "tail, by a field" '????-??-??T??:??:?? {"level":"error","status":503}' \
  aws logs tail /site/events --format short --since 1h --filter-pattern '{ $.status = 503 }'
expect "tail, a stream of it" '*last line' aws logs tail /site/events --log-stream-names one --since 1h

# Following: what comes later is told as well.
aws logs tail /site/events --follow --since 1m >followed.txt 2>followed.err &
following=$!
for _ in $(seq 100); do grep -q "last line" followed.txt && break; sleep 0.1; done
aws logs put-log-events --log-group-name /site/events --log-stream-name one \
  --log-events "timestamp=$(($(date +%s) * 1000)),message=it goes on" >/dev/null
for _ in $(seq 150); do grep -q "it goes on" followed.txt && break; sleep 0.1; done
kill "$following" 2>/dev/null || true
wait "$following" 2>/dev/null || true
expect "tail --follow" '*it goes on' cat followed.txt

expect_error "no such group" "ResourceNotFoundException" aws logs get-log-events --log-group-name /absent --log-stream-name one
expect_error "no such stream" "ResourceNotFoundException" aws logs get-log-events --log-group-name /site/events --log-stream-name absent
expect_error "a group that is there" "ResourceAlreadyExistsException" aws logs create-log-group --log-group-name /site/events
expect_error "what is not run is named" "UnknownOperationException" aws logs describe-query-definitions
expect_python logs.py
