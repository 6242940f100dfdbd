# What the services' files say their expectations with. Sourced by tests/real-clients.sh; $WORK/<service> is a folder
# of one's own, the working directory of the file. An expectation that fails is reported, and the file goes on.

# The AWS CLI as installed, at this cloud. (AWS_ENDPOINT_URL is known to version 2.13 and later only.)
aws() { "$AWS_CLI" --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }

# run_service <service>: its file in a shell of its own; fails when one of its expectations did.
run_service() {
  local service=$1 file=$PWD/tests/real-clients/$1.sh
  CHECKS=$PWD/tests/real-clients
  mkdir -p "$WORK/$1"
  (
    passed=0 broken=0
    started=$SECONDS
    cd "$WORK/$1"
    source "$file"
    printf '%s: %s right, %s wrong (%s s)\n' "$1" "$passed" "$broken" "$((SECONDS - started))"
    [[ $broken -eq 0 ]]
  )
}

# expect <what> <wanted text, or a glob pattern> <command…>: it succeeds, and prints (trimmed) what is wanted.
expect() {
  local what=$1 wanted=$2 output status=0
  shift 2
  output=$("$@" 2>"$WORK/$service.stderr") || status=$?
  if [[ $status -ne 0 ]]; then
    wrong "$what" "exit status $status" "$(cat "$WORK/$service.stderr")"
  # shellcheck disable=SC2053 # the pattern is meant as one
  elif [[ $output == $wanted ]]; then
    right
  else
    wrong "$what" "wanted: $wanted" "got:    $output"
  fi
}

# expect_error <what> <pattern of a part of stderr> <command…>: it fails and says so.
expect_error() {
  local what=$1 wanted=$2
  shift 2
  if "$@" >"$WORK/$service.stdout" 2>"$WORK/$service.stderr"; then
    wrong "$what" "succeeded, though an error was wanted: $wanted" "$(cat "$WORK/$service.stdout")"
  # shellcheck disable=SC2053
  elif [[ $(cat "$WORK/$service.stderr") == *$wanted* ]]; then
    right
  else
    wrong "$what" "wanted an error with: $wanted" "got: $(cat "$WORK/$service.stderr")"
  fi
}

# expect_python <file in this folder>: a script of boto3's, which exits 0 when everything was as it expected.
expect_python() {
  [[ -n $PYTHON ]] || return 0
  local output
  if output=$("$PYTHON" "$CHECKS/$1" 2>&1); then right; else wrong "boto3: $1" "$output"; fi
}

right() { passed=$((passed + 1)); }

wrong() {
  broken=$((broken + 1))
  printf '  wrong: %s\n' "$1"
  shift
  printf '%s\n' "$@" | cut -c 1-1000 | sed 's/^/    /'
}
