#!/usr/bin/env bash
# Runs docker/create-roles.sql and docker/run-steps.sh on Postgres 15 or newer. Uses a database and roles with random names
# and drops them at the end.
#
#   docker/check-on-postgres.sh postgres://postgres@127.0.0.1:5432/postgres [redis://127.0.0.1:6379/13]
#
# The first address must be a superuser's. The queue leaves a few keys in the Redis database.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
admin_url="${1:?usage: check-on-postgres.sh ADMIN_URL [REDIS_URL]}"
name="turnwise_$(node -p 'require("crypto").randomBytes(4).toString("hex")')"
password="$(node -p 'require("crypto").randomBytes(24).toString("hex")')"

run_sql() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$admin_url" "$@"; }
drop_everything() {
  run_sql --command="DROP DATABASE IF EXISTS $name WITH (FORCE)"
  run_sql --command="DROP ROLE IF EXISTS ${name}_owner, ${name}_app, ${name}_jobs"
}
trap drop_everything EXIT

roles_sql="$(sed "s/turnwise/$name/g" "$here/create-roles.sql")"
if run_sql <<<"$roles_sql" 2>/dev/null; then
  echo 'check-on-postgres: create-roles.sql accepted missing passwords' >&2
  exit 1
fi
TURNWISE_OWNER_PASSWORD="$password" TURNWISE_APP_PASSWORD="$password" TURNWISE_JOBS_PASSWORD="$password" \
  run_sql <<<"$roles_sql"

host="${admin_url#*@}"
host="${host%%/*}"
DATABASE_URL="postgres://${name}_app:$password@$host/$name" \
  DATABASE_OWNER_URL="postgres://${name}_owner:$password@$host/$name" \
  DATABASE_JOBS_URL="postgres://${name}_jobs:$password@$host/$name" \
  REDIS_URL="${2:-}" \
  "$here/run-steps.sh"
run_sql --tuples-only --command="SELECT 'checked on ' || version()"
