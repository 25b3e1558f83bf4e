# SPDX-License-Identifier: Apache-2.0
# What the tests find by environment variables; sourced by ./test, and by hand to run build/*/bin/tenon_tests alone.
#
# TENON_PG_PATH  folders with server binaries (initdb, postgres) beside the distribution's, separated by colons
# TENON_CORPUS   real schemas from public repositories, where they lie beside the checkout
# TENON_PYTHON   a Python with the packages of scripts/python-packages.txt
for major in 14 16 17 18; do
    folder=$PWD/build/servers/node_modules/pg$major/native/bin
    [ -x "$folder/postgres" ] && TENON_PG_PATH=${TENON_PG_PATH:+$TENON_PG_PATH:}$folder
done
[ -n "${TENON_PG_PATH:-}" ] && export TENON_PG_PATH
[ -n "${TENON_CORPUS:-}" ] || { [ -d ../shared/corpus ] && TENON_CORPUS=$(cd ../shared/corpus && pwd); }
[ -n "${TENON_CORPUS:-}" ] && export TENON_CORPUS
[ -x build/venv/bin/python ] && export TENON_PYTHON=$PWD/build/venv/bin/python
unset major folder
