# Items and tables, by the AWS CLI.
key() { printf '{"room":{"S":"%s"},"hour":{"N":"%s"}}' "$1" "$2"; }
item() { printf '{"room":{"S":"%s"},"hour":{"N":"%s"},"speaker":{"S":"%s"},"tags":{"SS":["a","b"]}}' "$1" "$2" "$3"; }

expect "the tables" "talks" aws dynamodb list-tables --query 'TableNames[]' --output text
expect "a table" "ACTIVE	room	arn:aws:dynamodb:us-east-1:000000000000:table/talks" \
  aws dynamodb describe-table --table-name talks --query 'Table.[TableStatus,KeySchema[0].AttributeName,TableArn]' --output text
expect "waiting for it" "" aws dynamodb wait table-exists --table-name talks
expect "put" "" aws dynamodb put-item --table-name talks --item "$(item red 9 ada)" --condition-expression 'attribute_not_exists(room)'
expect_error "put where something is" "ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed" \
  aws dynamodb put-item --table-name talks --item "$(item red 9 bob)" --condition-expression 'attribute_not_exists(room)'
expect "put and capacity" "1*" aws dynamodb put-item --table-name talks --item "$(item red 10 bob)" --return-consumed-capacity TOTAL \
  --query ConsumedCapacity.CapacityUnits --output text
expect "get" "ada" aws dynamodb get-item --table-name talks --key "$(key red 9)" --query Item.speaker.S --output text
expect "get nothing" "" aws dynamodb get-item --table-name talks --key "$(key red 23)"
expect "update" "bob	1" aws dynamodb update-item --table-name talks --key "$(key red 10)" --update-expression 'ADD seats :n' \
  --condition-expression 'speaker = :who' --expression-attribute-values '{":n":{"N":"1"},":who":{"S":"bob"}}' \
  --return-values ALL_NEW --query 'Attributes.[speaker.S,seats.N]' --output text
expect "query" "9	10" aws dynamodb query --table-name talks --key-condition-expression 'room = :r AND #h BETWEEN :a AND :b' \
  --expression-attribute-names '{"#h":"hour"}' --expression-attribute-values '{":r":{"S":"red"},":a":{"N":"1"},":b":{"N":"12"}}' \
  --query 'Items[].hour.N' --output text
expect "query an index" "10" aws dynamodb query --table-name talks --index-name by-speaker --key-condition-expression 'speaker = :s' \
  --expression-attribute-values '{":s":{"S":"bob"}}' --query 'Items[].hour.N' --output text
expect "scan in pages" "2" aws dynamodb scan --table-name talks --page-size 1 --query 'length(Items)' --output json
expect "scan with a filter" "9" aws dynamodb scan --table-name talks --filter-expression 'begins_with(speaker, :a) AND contains(tags, :b)' \
  --expression-attribute-values '{":a":{"S":"a"},":b":{"S":"b"}}' --query 'Items[].hour.N' --output text
expect_error "delete under a condition that fails" "ConditionalCheckFailedException" aws dynamodb delete-item --table-name talks \
  --key "$(key red 9)" --condition-expression 'speaker = :s' --expression-attribute-values '{":s":{"S":"bob"}}'
expect "delete" "ada" aws dynamodb delete-item --table-name talks --key "$(key red 9)" --return-values ALL_OLD \
  --query Attributes.speaker.S --output text
expect_error "no such table" "ResourceNotFoundException) when calling the GetItem operation: Requested resource not found" \
  aws dynamodb get-item --table-name none --key "$(key red 9)"
expect_error "what is not run is named" "UnknownOperationException" aws dynamodb describe-limits

expect_python dynamodb.py
