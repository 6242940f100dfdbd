# Invocations of every kind, and what functions there are.
arn=arn:aws:lambda:us-east-1:000000000000:function:echo
payload() { printf '%s' "$1" >event.json; }
invoke() { aws lambda invoke --payload fileb://event.json "$@" answer.json; }

payload '{"a":"ä"}'
expect "invoke" '200	$LATEST' invoke --function-name echo --query '[StatusCode,ExecutedVersion]' --output text
expect "its answer" '{"a":"ä"}' cat answer.json
expect "invoke by ARN, without an event" '200' \
  aws lambda invoke --function-name "$arn" --query StatusCode --output text answer.json
expect "the default event" '{}' cat answer.json
expect "the log's tail" '*START RequestId: * Version: $LATEST*was given*END RequestId: *REPORT RequestId: *	Memory Size: 192 MB	*' \
  bash -c "'$AWS_CLI' --endpoint-url '$AWS_ENDPOINT_URL' lambda invoke --function-name echo --log-type Tail --query LogResult --output text answer.json | base64 -d"
expect "an event" '202' invoke --function-name echo --invocation-type Event --query StatusCode --output text
expect "asking whether one might" '204' invoke --function-name echo --invocation-type DryRun --query StatusCode --output text

payload '{"fail":true}'
expect "a failure is an answer" '200	Unhandled' invoke --function-name echo --query '[StatusCode,FunctionError]' --output text
expect "with the error" '{"errorType":"RangeError","errorMessage":"asked to fail","trace":\[*\]}' cat answer.json

expect "the functions" 'echo	measure' aws lambda list-functions --query 'Functions[].FunctionName' --output text
expect "page by page" $'echo\nmeasure' aws lambda list-functions --page-size 1 --query 'Functions[].FunctionName' --output text
expect "one of them" $'echo\nNone' aws lambda list-functions --max-items 1 --query 'Functions[].FunctionName' --output text
expect "a function" 'S3	Active	Successful' \
  aws lambda get-function --function-name echo --query '[Code.RepositoryType,Configuration.State,Configuration.LastUpdateStatus]' --output text
expect "its configuration" "$arn	nodejs24.x	index.handler	20	192	hello	Answers what it is given" \
  aws lambda get-function-configuration --function-name echo \
  --query '[FunctionArn,Runtime,Handler,Timeout,MemorySize,Environment.Variables.GREETING,Description]' --output text
expect "waiting for it" '' aws lambda wait function-active-v2 --function-name echo
expect_error "no such function" "ResourceNotFoundException" aws lambda get-function --function-name absent
expect_error "no such function to invoke" "ResourceNotFoundException" aws lambda invoke --function-name absent answer.json
payload 'not json'
expect_error "an event that is no JSON" "InvalidRequestContentException" invoke --function-name echo
expect_error "what is not run is named" "UnknownOperation" aws lambda list-layers
expect_python lambda.py
