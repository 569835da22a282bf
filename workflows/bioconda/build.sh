#!/bin/bash
set -euo pipefail
package="$PWD/$PKG_NAME-$PKG_VERSION.tgz"
# The tarball holds its shrinkwrap: the same versions everywhere. Scripts of packages do not run.
npm install --global --ignore-scripts --omit=dev --no-audit --no-fund --prefix "$PREFIX" "$package"
# conda copies a local tarball as it is, and takes the licence from this folder.
tar -xzf "$package" --strip-components=1 package/LICENSE package/NOTICE
