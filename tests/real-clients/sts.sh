expect "who am I" "000000000000	arn:aws:iam::000000000000:root	000000000000" \
  aws sts get-caller-identity --query '[Account,Arn,UserId]' --output text
expect_error "what is not run is named" "InvalidAction" aws sts get-session-token
expect_error "a wrong secret" "SignatureDoesNotMatch" env AWS_SECRET_ACCESS_KEY=wrong "$AWS_CLI" --endpoint-url "$AWS_ENDPOINT_URL" sts get-caller-identity
