// SPDX-License-Identifier: Apache-2.0
#include "support/random_schema.hpp"

#include "catalog/identity.hpp"
#include "sql/quote.hpp"

#include <random>

namespace tenon::tests {

namespace {

using catalog::constraint_kind;

class maker {
public:
    maker(unsigned seed, int major) : random_(seed) {
        out_ = catalog::fresh_database(major);
        schema_ = name("s");
        out_.schemas.push_back({.name = schema_, .comment = text()});
    }

    catalog::draft make() {
        make_types();
        make_function();
        const int tables = 2 + below(6);
        for (int i = 0; i < tables; ++i) make_table();
        for (std::size_t i = 0; i < first_tables_; ++i) make_foreign_keys(i);
        make_views();
        make_trigger();
        catalog::sort(out_);
        return std::move(out_);
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
    bool chance(int percent) { return below(100) < percent; }

    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
    }

    /// A new name; many need quotes, some are as long as a name can be.
    std::string name(std::string_view stem) {
        static const std::vector<std::string> forms = {"",      "Upper", "with space", "quo\"te", "select",
                                                       "größe", "a.b",   "$1",         "日本",    "user"};
        auto made = fmt::format("{}{}{}", one_of(forms), stem, ++count_);
        if (chance(10)) made += std::string(63 - std::min<std::size_t>(63, made.size()), 'x');
        return made;
    }

    std::string text() {
        static const std::vector<std::string> texts = {
            "", "", "plain", "it's", "back\\slash", "two\nlines", "$$dollar$$", "ünï", "-- no comment"};
        return one_of(texts);
    }

    catalog::qualified_name in_schema(std::string own) { return {chance(70) ? schema_ : "public", std::move(own)}; }

    static std::string quoted(const catalog::qualified_name& n) { return sql::quote_qualified(n.schema, n.name); }

    void need(const catalog::object_id& dependent, const catalog::object_id& needed) {
        out_.dependencies.push_back({dependent, needed});
    }

    void make_types() {
        catalog::enum_type mood;
        mood.name = in_schema(name("mood"));
        mood.labels = {"ok", "it's", "größer \"x\""};
        mood.comment = text();
        types_.push_back({quoted(mood.name), "'it''s'", id_of(mood)});
        out_.enum_types.push_back(std::move(mood));

        catalog::domain percent;
        percent.name = in_schema(name("percent"));
        percent.type = "numeric(5,2)";
        percent.checks = {{.name = name("range"), .expression = "VALUE >= 0 AND VALUE <= 100", .comment = text()}};
        percent.comment = text();
        types_.push_back({quoted(percent.name), "1", id_of(percent)});
        out_.domains.push_back(std::move(percent));

        catalog::composite_type place;
        place.name = in_schema(name("place"));
        place.attributes = {{.name = name("x"), .type = "numeric", .comment = text()},
                            {.name = name("y"), .type = "text", .collation = "\"C\""}};
        types_.push_back({quoted(place.name), "", id_of(place)});
        out_.composite_types.push_back(std::move(place));

        for (const auto& [type, value] :
             std::vector<std::pair<std::string, std::string>>{{"bigint", "5"},
                                                              {"integer", "-1"},
                                                              {"text", "'a''b'"},
                                                              {"character varying(20)", "'x'"},
                                                              {"numeric(12,3)", "0.5"},
                                                              {"boolean", "true"},
                                                              {"timestamp with time zone", "now()"},
                                                              {"date", "CURRENT_DATE"},
                                                              {"uuid", "gen_random_uuid()"},
                                                              {"jsonb", "'{\"a\": [1]}'"},
                                                              {"text[]", "ARRAY['a', 'b']"},
                                                              {"interval", "'1 day'"},
                                                              {"inet", "'10.0.0.1'"},
                                                              {"daterange", ""},
                                                              {"bytea", "'\\x00'"},
                                                              {"double precision", "1e10"}})
            types_.push_back({type, value, std::nullopt});
    }

    void make_function() {
        catalog::function f;
        f.name = in_schema(name("next"));
        f.identity_arguments = f.argument_types = "integer";
        f.arguments = "base integer";
        f.returns = "integer";
        f.language = "sql";
        f.body = chance(50) ? " SELECT base + 1 " : "SELECT base + 1 -- $$";
        f.volatility = catalog::volatility::immutable;
        f.strict = chance(50);
        f.parallel = catalog::parallel_safety::safe;
        if (chance(40)) f.configuration = {"search_path=pg_catalog, \"odd name\""};
        f.comment = text();
        function_ = id_of(f);
        function_name_ = quoted(f.name);
        out_.functions.push_back(std::move(f));
    }

    catalog::column make_column(const catalog::qualified_name& table) {
        const auto& type = one_of(types_);
        catalog::column column;
        column.name = name("c");
        column.type = type.name;
        if (type.name == "text" && chance(20)) column.collation = "\"C\"";
        if (chance(50)) column.not_null.emplace();
        if (!type.value.empty() && chance(50)) column.default_ = type.value;
        if (type.name == "integer" && chance(40)) {
            column.default_ = function_name_ + "(7)";
            need(catalog::column_default_id(table, column.name), function_);
        }
        if (type.name == "text" && chance(20)) column.storage = "external";
        if (chance(10)) column.statistics_target = 50 + below(100);
        column.comment = text();
        if (type.id) need(catalog::column_id(table, column.name), *type.id);
        return column;
    }

    void make_table() {
        catalog::table table;
        table.name = in_schema(name("t"));
        table.unlogged = first_tables_ == 0 && chance(20);
        table.comment = text();
        if (chance(20)) table.options = {{"fillfactor", "70"}, {"toast.autovacuum_enabled", "false"}};
        catalog::column key;
        key.name = name("id");
        key.type = "bigint";
        key.not_null.emplace();
        if (chance(60)) {
            key.identity = chance(50) ? catalog::identity_kind::always : catalog::identity_kind::by_default;
            key.identity_sequence.emplace();
            if (chance(30)) key.identity_sequence->start = "100";
        }
        table.columns.push_back(key);
        const int columns = 1 + below(7);
        for (int i = 0; i < columns; ++i) table.columns.push_back(make_column(table.name));
        if (chance(30)) {
            catalog::column doubled;
            doubled.name = name("doubled");
            doubled.type = "bigint";
            doubled.generated = catalog::generation::stored;
            doubled.default_ = fmt::format("{} * 2", sql::quote_identifier(key.name));
            table.columns.push_back(doubled);
        }
        table.row_security = chance(20);
        if (table.row_security) {
            catalog::policy policy;
            policy.table = table.name;
            policy.name = name("policy");
            policy.using_ = fmt::format("{} > 0", sql::quote_identifier(key.name));
            policy.restrictive = chance(30);
            policy.comment = text();
            out_.policies.push_back(std::move(policy));
        }
        catalog::constraint primary;
        primary.table = table.name;
        primary.name = name("pk");
        primary.kind = constraint_kind::primary_key;
        primary.columns = {key.name};
        primary.comment = text();
        out_.constraints.push_back(primary);
        if (chance(50)) {
            catalog::constraint check;
            check.table = table.name;
            check.name = name("check");
            check.expression =
                fmt::format("{}(1) < 5 OR {} IN (1, 2, 3)", function_name_, sql::quote_identifier(key.name));
            check.not_valid = false;
            need(id_of(check), function_);
            out_.constraints.push_back(std::move(check));
        }
        make_indexes(table);
        out_.tables.push_back(std::move(table));
        ++first_tables_;
    }

    void make_indexes(const catalog::table& table) {
        for (const auto& column : table.columns) {
            const bool sortable =
                column.type == "bigint" || column.type == "text" || column.type == "date" || column.type == "uuid";
            if (!sortable || !chance(40)) continue;
            catalog::index index;
            index.name = {table.name.schema, name("index")};
            index.table = table.name;
            catalog::index_key key;
            if (column.type == "text" && chance(50)) {
                key.expression = fmt::format("lower({})", sql::quote_identifier(column.name));
            } else {
                key.column = column.name;
                key.descending = chance(30);
                key.nulls_first = key.descending ? chance(80) : chance(20);
            }
            index.keys = {key};
            if (chance(30)) index.predicate = fmt::format("{} IS NOT NULL", sql::quote_identifier(column.name));
            if (chance(30)) index.include = {table.columns.front().name};
            index.comment = text();
            out_.indexes.push_back(std::move(index));
        }
    }

    /// To any table, itself and later ones too: circles are wanted. A column of its own for each.
    void make_foreign_keys(std::size_t from) {
        const int keys = below(3);
        for (int i = 0; i < keys; ++i) {
            const auto to = static_cast<std::size_t>(below(static_cast<int>(first_tables_)));
            auto& table = out_.tables[from];
            const auto& target = out_.tables[to];
            if (target.unlogged && !table.unlogged) continue;
            catalog::column column;
            column.name = name("ref");
            column.type = "bigint";
            catalog::constraint key;
            key.table = table.name;
            key.name = name("fk");
            key.kind = constraint_kind::foreign_key;
            key.columns = {column.name};
            key.references = target.name;
            key.referenced_columns = {target.columns.front().name};
            key.on_delete = chance(50) ? catalog::foreign_key_action::cascade : catalog::foreign_key_action::set_null;
            key.deferrable = chance(30);
            key.initially_deferred = key.deferrable && chance(50);
            table.columns.push_back(std::move(column));
            out_.constraints.push_back(std::move(key));
        }
    }

    void make_views() {
        for (std::size_t i = 0; i < first_tables_; ++i) {
            if (!chance(40)) continue;
            const auto& table = out_.tables[i];
            const auto key = sql::quote_identifier(table.columns.front().name);
            catalog::view view;
            view.name = in_schema(name("view"));
            view.definition = fmt::format("SELECT x.{0} AS k, count(*) AS n FROM {1} x WHERE x.{0} > 3 GROUP BY x.{0}",
                                          key, quoted(table.name));
            view.columns = {{.name = "k", .type = "bigint"}, {.name = "n", .type = "bigint", .comment = text()}};
            if (chance(30)) view.options = {{"security_barrier", "true"}};
            view.comment = text();
            need(id_of(view), catalog::relation_id(catalog::object_kind::table, table.name));
            out_.views.push_back(std::move(view));
        }
    }

    void make_trigger() {
        const auto& table = out_.tables.front();
        catalog::function f;
        f.name = in_schema(name("touch"));
        f.returns = "trigger";
        f.language = "plpgsql";
        f.body = "\nbegin\n    return new; -- it's $body$\nend\n";
        catalog::trigger trigger;
        trigger.table = table.name;
        trigger.name = name("trigger");
        trigger.function = quoted(f.name);
        trigger.events = {"INSERT"};
        trigger.definition = fmt::format("CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
                                         sql::quote_identifier(trigger.name), quoted(table.name), quoted(f.name));
        trigger.enabled = chance(30) ? catalog::firing::always : catalog::firing::origin;
        trigger.comment = text();
        need(id_of(trigger), id_of(f));
        out_.functions.push_back(std::move(f));
        out_.triggers.push_back(std::move(trigger));
    }

    struct type_choice {
        std::string name;
        std::string value;
        std::optional<catalog::object_id> id;
    };

    std::mt19937 random_;
    catalog::draft out_;
    std::string schema_;
    std::vector<type_choice> types_;
    catalog::object_id function_;
    std::string function_name_;
    std::size_t first_tables_ = 0;
    int count_ = 0;
};

}  // namespace

catalog::draft random_schema(unsigned seed, int major) {
    return maker(seed, major).make();
}

}  // namespace tenon::tests
