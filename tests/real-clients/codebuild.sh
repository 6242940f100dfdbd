# A build that is started, watched, and one that is stopped.
start() { aws codebuild start-build --project-name greeting "$@" --query build.id --output text; }
builds() { aws codebuild batch-get-builds --ids "$@" --output text; }

expect "the projects" '*greeting*' aws codebuild list-projects --query projects --output text
expect "a project" 'greeting	NO_SOURCE	missing' aws codebuild batch-get-projects --names greeting missing \
  --query '[projects[0].name,projects[0].source.type,projectsNotFound[0]]' --output text

id=$(start --environment-variables-override name=WHO,value=reader)
expect "its id" 'greeting:????????-????-????-????-????????????' echo "$id"
for _ in $(seq 200); do
  [[ $(builds "$id" --query 'builds[0].buildComplete') == True ]] && break
  sleep 0.1
done
expect "a build" 'SUCCEEDED	COMPLETED	1	True' builds "$id" --query 'builds[0].[buildStatus,currentPhase,buildNumber,buildComplete]'
expect "its phases" 'SUBMITTED	QUEUED	PROVISIONING	DOWNLOAD_SOURCE	INSTALL	PRE_BUILD	BUILD	POST_BUILD	UPLOAD_ARTIFACTS	FINALIZING	COMPLETED' \
  builds "$id" --query 'builds[0].phases[].phaseType'
expect "its log" '*hello reader*' aws logs tail "$(builds "$id" --query 'builds[0].logs.groupName')" --since 1h

long=$(start --environment-variables-override name=LONG,value=600)
expect "stop it" 'STOPPED' aws codebuild stop-build --id "$long" --query build.buildStatus --output text
expect "the builds" "$long	$id" aws codebuild list-builds --query ids --output text
expect "the oldest first" "$id	$long" aws codebuild list-builds --sort-order ASCENDING --query ids --output text
expect "a project's builds" "$long	$id" aws codebuild list-builds-for-project --project-name greeting --query ids --output text
expect "a build that is not there" 'greeting:absent' builds greeting:absent --query buildsNotFound
expect_error "no such project" "ResourceNotFoundException" aws codebuild start-build --project-name absent
expect_error "no such build to stop" "ResourceNotFoundException" aws codebuild stop-build --id greeting:absent
expect_error "an override that is not run is named" "computeTypeOverride" start --compute-type-override BUILD_GENERAL1_LARGE
expect_error "what is not run is named" "UnknownOperationException" aws codebuild list-curated-environment-images
expect_python codebuild.py
