# SPDX-License-Identifier: Apache-2.0
# Other people's libraries, all from Debian 12 packages. Installed too: who links Tenon's libraries needs the same ones.
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(GRAPHVIZ REQUIRED IMPORTED_TARGET libgvc)

find_path(PG_QUERY_INCLUDE pg_query.h REQUIRED)
find_library(PG_QUERY_LIBRARY pg_query REQUIRED)
if(NOT TARGET pg_query)
    add_library(pg_query INTERFACE IMPORTED GLOBAL)
    target_include_directories(pg_query SYSTEM INTERFACE ${PG_QUERY_INCLUDE})
    target_link_libraries(pg_query INTERFACE ${PG_QUERY_LIBRARY})
endif()
