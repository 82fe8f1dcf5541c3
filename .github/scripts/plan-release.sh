#!/usr/bin/env bash
# Prints what a push to main asks for: `mode=version` while changesets are pending, else `mode=publish` when a package has a
# version that npm does not know, else `mode=none`.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -n "$(find .changeset -name '*.md' ! -name README.md)" ]; then
  echo mode=version
  exit
fi

for manifest in packages/*/package.json; do
  if [ "$(jq '.private == true' "$manifest")" = true ]; then continue; fi
  package=$(jq -r '"\(.name)@\(.version)"' "$manifest")
  if [ -z "$(npm view "$package" version 2> /dev/null)" ]; then
    echo mode=publish
    exit
  fi
done
echo mode=none
