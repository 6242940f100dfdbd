#!/usr/bin/env bash
# What a person does who looks around with the AWS CLI version 2, and with boto3 where it is installed: against a local
# cloud that is booted for it, with the clients' default settings. One file a service: tests/real-clients/<service>.sh.
# Usage: tests/real-clients.sh [service…]     REAL_CLIENTS_AWS=<path> takes another AWS CLI, of whatever version.
set -euo pipefail
cd "$(dirname "$0")/.."

# The AWS CLI to ask: the one named, else the first of version 2.
find_aws() {
  local candidate
  for candidate in ${REAL_CLIENTS_AWS:+"$REAL_CLIENTS_AWS"} $(type -ap aws || true) /usr/bin/aws /usr/local/bin/aws; do
    [[ -x $candidate ]] || continue
    if [[ $candidate == "${REAL_CLIENTS_AWS:-}" || $("$candidate" --version 2>&1) == aws-cli/2.* ]]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

# A Python that has boto3, if there is one.
find_python() {
  local candidate
  for candidate in ${REAL_CLIENTS_PYTHON:+"$REAL_CLIENTS_PYTHON"} /usr/bin/python3 $(type -ap python3 || true); do
    if [[ -x $candidate ]] && "$candidate" -c 'import boto3' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

AWS_CLI=$(find_aws)
if [[ -z $AWS_CLI ]]; then
  echo "skipped: no aws CLI (version 2) is installed: apt-get install awscli"
  exit 0
fi
PYTHON=$(find_python)

WORK=$(mktemp -d)
stack=
cleanup() {
  if [[ -n $stack ]]; then
    kill -TERM "$stack" 2>/dev/null || true
    wait "$stack" 2>/dev/null || true
  fi
  rm -rf "$WORK"
}
trap cleanup EXIT

node_modules/.bin/node --disable-warning=ExperimentalWarning tests/real-clients/stack.ts "$WORK" 2>"$WORK/stack.log" &
stack=$!
for _ in $(seq 600); do
  [[ -e $WORK/environment ]] && break
  kill -0 "$stack" 2>/dev/null || break
  sleep 0.1
done
if [[ ! -e $WORK/environment ]]; then
  echo "The local cloud did not start:" >&2
  cat "$WORK/stack.log" >&2
  exit 1
fi

# Nothing of the operator's own: neither profiles, nor keys, nor a pager.
while IFS= read -r name; do unset "$name"; done < <(compgen -e AWS_ || true)
mkdir "$WORK/home"
export HOME=$WORK/home AWS_PAGER="" AWS_EC2_METADATA_DISABLED=true AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
set -a && source "$WORK/environment" && set +a
export WORK AWS_CLI PYTHON

source tests/real-clients/support.sh

echo "$("$AWS_CLI" --version 2>&1), against $AWS_ENDPOINT_URL"
[[ -n $PYTHON ]] || echo "skipped: boto3, which no python3 here has: apt-get install python3-boto3"

services=("$@")
if [[ ${#services[@]} -eq 0 ]]; then
  for file in tests/real-clients/*.sh; do
    [[ $file == */support.sh ]] || services+=("$(basename "$file" .sh)")
  done
fi
# A client spends most of its time starting, so as many services are asked at once as there are processors.
asked=()
for service in "${services[@]}"; do
  while [[ $(jobs -rp | wc -l) -gt $(nproc 2>/dev/null || echo 2) ]]; do sleep 0.1; done
  { run_service "$service" && touch "$WORK/$service.right"; } >"$WORK/$service.log" 2>&1 &
  asked+=($!)
done
wait "${asked[@]}" || true
failed=()
for service in "${services[@]}"; do
  [[ -e $WORK/$service.right ]] || failed+=("$service")
  cat "$WORK/$service.log"
done
if ! kill -0 "$stack" 2>/dev/null; then
  echo "The local cloud ended under the clients:" >&2
  failed+=("the local cloud")
fi
if [[ ${#failed[@]} -gt 0 ]]; then
  cat "$WORK/stack.log" >&2
  echo "failed: ${failed[*]}" >&2
  exit 1
fi
echo "all real clients were answered as AWS answers (${SECONDS} s)"
