# Topics, who subscribes to them, and publishing.
topic=arn:aws:sns:us-east-1:000000000000:notices
expect "the topics" "*$topic*" aws sns list-topics --query 'Topics[].TopicArn' --output text
expect "all subscriptions" "*sms	+491701234567*" aws sns list-subscriptions --query 'Subscriptions[].[Protocol,Endpoint]' --output text
expect "a topic's subscriptions" "$topic	sms	+491701234567	000000000000" \
  aws sns list-subscriptions-by-topic --topic-arn "$topic" --query 'Subscriptions[].[TopicArn,Protocol,Endpoint,Owner]' --output text
expect "a topic" "$topic	Notices	1	0" aws sns get-topic-attributes --topic-arn "$topic" \
  --query 'Attributes.[TopicArn,DisplayName,SubscriptionsConfirmed,SubscriptionsPending]' --output text
expect "publish" "????????-????-????-????-????????????" \
  aws sns publish --topic-arn "$topic" --subject "A subject" --message "Grüße & <more>" --query MessageId --output text
expect "publish with attributes" "*-*" aws sns publish --topic-arn "$topic" --message m --query MessageId --output text \
  --message-attributes '{"kind":{"DataType":"String","StringValue":"push"},"raw":{"DataType":"Binary","BinaryValue":"eA=="}}'
expect_error "an empty message" "Empty message" aws sns publish --topic-arn "$topic" --message ""
expect_error "no such topic" "NotFound" aws sns publish --topic-arn "$topic-absent" --message m
expect_error "no such topic to describe" "NotFound" aws sns get-topic-attributes --topic-arn "$topic-absent"
expect_error "what is not run is named" "InvalidAction" aws sns list-platform-applications
expect_python sns.py
