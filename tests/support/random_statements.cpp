// SPDX-License-Identifier: Apache-2.0
#include "support/random_statements.hpp"

#include "sql/quote.hpp"

#include <random>

namespace tenon::tests {

namespace {

class maker {
public:
    maker(unsigned seed, int major) : random_(seed + 1'000'000), major_(major) {}

    std::vector<std::string> make() {
        schema_ = name("more");
        say("CREATE SCHEMA {}", schema_);
        const std::vector<void (maker::*)()> kinds = {
            &maker::make_partitions, &maker::make_family,    &maker::make_exclusion, &maker::make_sequences,
            &maker::make_ranges,     &maker::make_summaries, &maker::make_routines,  &maker::make_domains,
            &maker::make_newer,      &maker::make_statistics};
        for (const auto kind : kinds)
            for (int i = below(3); i > 0; --i) (this->*kind)();
        make_privileges();
        return std::move(out_);
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
    bool chance(int percent) { return below(100) < percent; }
    std::string maybe(int percent, std::string text) { return chance(percent) ? std::move(text) : std::string(); }

    template <class... T>
    void say(fmt::format_string<T...> form, T&&... values) {
        out_.push_back(fmt::format(form, std::forward<T>(values)...));
    }

    /// A new name, quoted where it must be.
    std::string name(std::string_view stem) {
        static constexpr const char* forms[] = {"", "", "Upper", "with space ", "quo\"te", "order", "größe"};
        return sql::quote_identifier(fmt::format("{}{}{}", forms[below(std::size(forms))], stem, ++count_));
    }
    std::string own(std::string_view stem) { return schema_ + "." + name(stem); }

    void comment(std::string_view kind, std::string_view object) {
        if (chance(30)) say("COMMENT ON {} {} IS 'it''s {}'", kind, object, ++count_);
    }

    std::string make_table(std::string_view columns) {
        const auto table = own("t");
        say("CREATE {}TABLE {} ({})", maybe(15, "UNLOGGED "), table, columns);
        tables_.push_back(table);
        comment("TABLE", table);
        return table;
    }

    std::string bound(int method, int i) {
        if (method == 0) return fmt::format("FROM ({}) TO ({})", i * 10, i * 10 + 10);
        if (method == 1) return fmt::format("IN ({}, {})", i * 2, i * 2 + 1);
        return fmt::format("WITH (MODULUS 5, REMAINDER {})", i);
    }

    void make_partitions() {
        static constexpr const char* methods[] = {"RANGE", "LIST", "HASH"};
        const int method = below(3);
        const auto parent = own("parted");
        say("CREATE TABLE {} (id bigint{}, k integer NOT NULL, note text DEFAULT 'x'{}, CHECK (k < 1000){}) PARTITION BY {} "
            "(k)",
            parent, maybe(40, " NOT NULL"), maybe(40, " NOT NULL"), maybe(50, ", PRIMARY KEY (id, k)"), methods[method]);
        tables_.push_back(parent);
        comment("TABLE", parent);
        if (chance(60)) say("CREATE INDEX {} ON {} ({})", name("ix"), parent, chance(50) ? "note" : "lower(note), k DESC");
        const int count = 1 + below(4);
        for (int i = 0; i < count; ++i) {
            const auto part = own("part");
            const bool deeper = chance(25);
            say("CREATE TABLE {} PARTITION OF {} {} FOR VALUES {}{}", part, parent,
                maybe(30, "(note DEFAULT 'own')"), bound(method, i), deeper ? " PARTITION BY LIST (k)" : "");
            if (deeper) {
                say("CREATE TABLE {} PARTITION OF {} DEFAULT{}", own("leaf"), part, maybe(40, " WITH (fillfactor = 80)"));
                continue;
            }
            if (chance(30)) say("ALTER TABLE {} ALTER note SET NOT NULL", part);
            if (chance(30)) say("ALTER TABLE {} ADD CONSTRAINT {} CHECK (note <> 'z')", part, name("own"));
            if (chance(30)) say("CREATE INDEX {} ON {} (id) WHERE k > 3", name("ix"), part);
            comment("TABLE", part);
        }
        if (method != 2 && chance(50)) say("CREATE TABLE {} PARTITION OF {} DEFAULT", own("rest"), parent);
        if (chance(30)) {
            const auto loose = own("loose");
            say("CREATE TABLE {} (k integer NOT NULL, note text, id bigint NOT NULL, CHECK (k < 1000))", loose);
            if (method != 2) say("ALTER TABLE {} ALTER note SET NOT NULL", loose);
        }
    }

    void make_family() {
        const auto parent = make_table("a integer DEFAULT 1, b text");
        say("ALTER TABLE {} ADD CONSTRAINT {} CHECK (a > 0){}", parent, name("chk"), maybe(40, " NO INHERIT"));
        const auto other = make_table("c date");
        const auto child = own("child");
        say("CREATE TABLE {} ({}) INHERITS ({}{})", child, chance(50) ? "d uuid" : "a integer DEFAULT 2", parent,
            maybe(40, ", " + other));
        if (chance(50)) say("ALTER TABLE {} ALTER b SET DEFAULT 'child'", child);
        if (chance(40)) say("ALTER TABLE {} ALTER a SET NOT NULL", child);
        if (chance(40)) say("CREATE TABLE {} () INHERITS ({})", own("grandchild"), child);
    }

    void make_exclusion() {
        const auto table = make_table("during tsrange NOT NULL, spot box, n int4range");
        say("ALTER TABLE {} ADD CONSTRAINT {} EXCLUDE USING gist ({} WITH &&){}{}", table, name("ex"),
            chance(50) ? "during" : "n", maybe(40, " WHERE (n IS NOT NULL)"), maybe(40, " DEFERRABLE INITIALLY DEFERRED"));
        if (chance(40)) say("CREATE INDEX {} ON {} USING gist (spot)", name("ix"), table);
        if (chance(40)) say("CREATE INDEX {} ON {} USING spgist (during)", name("ix"), table);
    }

    void make_sequences() {
        const auto sequence = own("seq");
        say("CREATE SEQUENCE {} AS {} INCREMENT {} MINVALUE -5 START {}{}{}", sequence, chance(50) ? "integer" : "bigint",
            1 + below(3), below(9), maybe(30, " CYCLE"), maybe(30, " CACHE 7"));
        comment("SEQUENCE", sequence);
        const auto table = make_table("id serial PRIMARY KEY, a smallserial");
        if (chance(60)) {
            say("ALTER TABLE {} ADD s bigint DEFAULT nextval('{}')", table, sequence);
            if (chance(60)) say("ALTER SEQUENCE {} OWNED BY {}.s", sequence, table);
        }
    }

    void make_ranges() {
        const auto type = own("range");
        say("CREATE TYPE {} AS RANGE (subtype = {}{})", type, chance(50) ? "float8" : "text",
            maybe(40, ", multirange_type_name = " + own("multi")));
        comment("TYPE", type);
        make_table(fmt::format("r {0}, rs {0}[]", type));
    }

    void make_summaries() {
        const auto table = make_table("id bigint GENERATED BY DEFAULT AS IDENTITY (START 5) PRIMARY KEY, kind text, n numeric");
        const auto summary = own("summary");
        say("CREATE MATERIALIZED VIEW {} AS SELECT kind, sum(n) AS total FROM {} GROUP BY kind WITH {}DATA", summary, table,
            maybe(50, "NO "));
        say("CREATE UNIQUE INDEX {} ON {} (kind)", name("ix"), summary);
        comment("MATERIALIZED VIEW", summary);
        const auto view = own("v");
        say("CREATE VIEW {} {}AS SELECT id, kind FROM {} WHERE n > 1{}", view, maybe(30, "WITH (security_barrier) "), table,
            maybe(40, " WITH LOCAL CHECK OPTION"));
        if (chance(40)) say("ALTER VIEW {} ALTER kind SET DEFAULT 'k'", view);
        if (chance(40)) say("CREATE RULE {} AS ON DELETE TO {} DO INSTEAD NOTHING", name("rule"), view);
        say("CREATE VIEW {} AS SELECT v.kind, s.total FROM {} v JOIN {} s USING (kind)", own("v"), view, summary);
    }

    void make_routines() {
        const auto table = make_table("a integer, b text");
        const auto function = own("f");
        say("CREATE FUNCTION {}(a integer, VARIADIC b text[] DEFAULT '{{}}') RETURNS TABLE (x integer, y text) LANGUAGE sql "
            "STABLE{} AS $$SELECT a, b[1]$$",
            function, maybe(50, " ROWS 5 COST 20"));
        say("CREATE FUNCTION {}(a text) RETURNS SETOF {} LANGUAGE sql AS 'TABLE {}'", function, table,
            std::string(table));
        say("CREATE FUNCTION {}() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM {}; END", own("counted"), table);
        say("CREATE PROCEDURE {}(INOUT a integer) LANGUAGE plpgsql AS 'BEGIN a := a + 1; END'", own("p"));
        const auto step = own("step");
        say("CREATE FUNCTION {}(s integer, a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT s + a'", step);
        const auto total = own("total");
        say("CREATE AGGREGATE {} (integer) (SFUNC = {}, STYPE = integer, INITCOND = '0')", total, step);
        comment("AGGREGATE", total + "(integer)");
        const auto watch = own("watch");
        say("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$", watch);
        const auto trigger = name("tr");
        if (chance(50)) {
            say("CREATE TRIGGER {} AFTER UPDATE ON {} REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE "
                "FUNCTION {}('x')",
                trigger, table, watch);
        } else {
            say("CREATE CONSTRAINT TRIGGER {} AFTER INSERT OR UPDATE OF b ON {} DEFERRABLE FOR EACH ROW WHEN (NEW.a > 1) "
                "EXECUTE FUNCTION {}()",
                trigger, table, watch);
        }
        comment("TRIGGER", trigger + " ON " + table);
        if (chance(30)) say("ALTER TABLE {} DISABLE TRIGGER {}", table, trigger);
    }

    void make_domains() {
        const auto inner = own("dom");
        say("CREATE DOMAIN {} AS text COLLATE \"C\" DEFAULT 'x' CHECK (VALUE <> '')", inner);
        const auto outer = own("dom");
        say("CREATE DOMAIN {} AS {}{} CONSTRAINT {} CHECK (length(VALUE) < 9)", outer, inner, maybe(50, " NOT NULL"),
            name("chk"));
        comment("DOMAIN", outer);
        const auto pair = own("pair");
        say("CREATE TYPE {} AS (a {}, b integer[])", pair, inner);
        make_table(fmt::format("d {}, p {}, ds {}[]", outer, pair, inner));
    }

    void make_newer() {
        if (major_ >= 15) make_table("a integer, b text, UNIQUE NULLS NOT DISTINCT (a, b)");
        if (major_ < 18) return;
        make_table("a integer, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL, CHECK (a > 1) NOT ENFORCED");
        const auto table = make_table("a integer CONSTRAINT named NOT NULL, b integer");
        if (chance(50)) say("ALTER TABLE {} ADD CONSTRAINT {} NOT NULL b NOT VALID", table, name("nn"));
        make_table("during tsrange, room int4range, PRIMARY KEY (room, during WITHOUT OVERLAPS)");
    }

    void make_statistics() {
        const auto table = make_table("a integer, b integer, c text");
        const auto statistics = own("stat");
        say("CREATE STATISTICS {} {}ON a, b{} FROM {}", statistics, maybe(50, "(ndistinct, mcv) "), maybe(50, ", lower(c)"),
            table);
        comment("STATISTICS", statistics);
        if (chance(40)) say("ALTER TABLE {} ALTER c SET STORAGE EXTERNAL", table);
        if (chance(40)) say("ALTER TABLE {} ALTER a SET STATISTICS 55, ALTER b SET (n_distinct = 7)", table);
        if (chance(40)) say("ALTER TABLE {} REPLICA IDENTITY FULL", table);
    }

    void make_privileges() {
        for (const auto& table : tables_) {
            if (chance(15)) say("GRANT SELECT, INSERT ON {} TO PUBLIC", table);
            if (chance(10)) say("GRANT ALL ON {} TO pg_monitor WITH GRANT OPTION", table);
        }
        if (chance(50)) say("GRANT USAGE ON SCHEMA {} TO PUBLIC", schema_);
        if (chance(30)) say("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {} FROM PUBLIC", schema_);
        if (chance(30)) say("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT ON TABLES TO PUBLIC", schema_);
        if (chance(20)) say("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
    }

    std::mt19937 random_;
    int major_;
    std::string schema_;
    std::vector<std::string> tables_;
    std::vector<std::string> out_;
    int count_ = 0;
};

}  // namespace

std::vector<std::string> random_statements(unsigned seed, int major) {
    return maker(seed, major).make();
}

}  // namespace tenon::tests
