#!/usr/bin/env bash
# Puts the pnpm of .github/pnpm/package-lock.json on the path of the steps that follow. `npm ci` takes no other bytes than those of
# the hash in that file, and runs no script of a package.
set -euo pipefail
cd "$(dirname "$0")/../pnpm"
npm ci --ignore-scripts --no-audit --no-fund
echo "$PWD/node_modules/@pnpm/exe.linux-x64" >> "$GITHUB_PATH"
