#!/bin/bash
set -euo pipefail
# The tarball holds its shrinkwrap: the same versions everywhere. Scripts of packages do not run.
npm install --global --ignore-scripts --omit=dev --no-audit --no-fund --prefix "$PREFIX" "$PWD/$PKG_NAME-$PKG_VERSION.tgz"
