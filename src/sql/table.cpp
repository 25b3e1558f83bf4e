// SPDX-License-Identifier: Apache-2.0
#include "sql/table.hpp"

#include "catalog/identity.hpp"
#include "sql/column.hpp"
#include "sql/constraint.hpp"

namespace tenon::sql {
namespace {

using catalog::column;
using catalog::generation;
using catalog::table;
using catalog::table_kind;

bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Its default is a plain one, which a column list may override and ALTER may set.
bool has_plain_default(const column& o) {
    return o.generated == generation::none && !o.default_.empty();
}

/// From 17 on the identity of a partitioned table's column reaches its partitions.
bool inherits_identity(const table& o, int major) {
    return o.partition_of && major >= 17;
}

/// 18: whether the column's NOT NULL is a constraint of children too.
bool reaches_children(const column& o) {
    return o.not_null && !o.not_null->no_inherit;
}

/// A partition's own word on a column of its parent's, "" when it has none.
std::string override_text(const table& partition, const column& own, const column& parents, bool without_default,
                          int major) {
    column said;
    said.name = own.name;
    if (own.not_null && !parents.not_null) said.not_null = own.not_null;
    if (major >= 18 && own.not_null && !own.not_null->inherited) said.not_null = own.not_null;
    const bool own_default = own.default_ != parents.default_ && has_plain_default(own) && !without_default;
    if (own_default) said.default_ = own.default_;
    if (own.identity != catalog::identity_kind::none && major < 17) {
        said.identity = own.identity;
        said.identity_sequence = own.identity_sequence;
        said.identity_sequence_name = own.identity_sequence_name;
    }
    const column_parts parts{.type = false, .default_ = true, .identity = true, .not_null = true};
    const std::string text = column_text(partition, said, parts, major);
    return text == quote_identifier(own.name) ? std::string() : text;
}

/// 18: the name that a column's NOT NULL takes from the table's parents.
std::optional<std::string> parents_not_null_name(const std::string& column, const table_parts& parts) {
    for (const auto* parent : parts.inherited_from) {
        for (const auto& other : parent->columns)
            if (other.name == column && reaches_children(other)) return not_null_name(*parent, other);
    }
    return std::nullopt;
}

bool parents_have_default(const std::string& name, const table_parts& parts) {
    return std::any_of(parts.inherited_from.begin(), parts.inherited_from.end(), [&](const auto* parent) {
        return std::any_of(parent->columns.begin(), parent->columns.end(),
                           [&](const auto& other) { return other.name == name && !other.default_.empty(); });
    });
}

/// A NOT NULL with nothing that only 18 can say, on a column whose parents have none.
bool is_plain_own(const column& own, const table_parts& parts) {
    const auto& o = *own.not_null;
    return o.name.empty() && !o.no_inherit && !o.not_valid && !o.inherited && !parents_not_null_name(own.name, parts);
}

/// What an inherited column says otherwise than its parents; to declare it again would make it the table's own.
details own_word(const table& o, const column& own, const table_parts& parts, int major) {
    details out;
    const auto id = column_id(o.name, own.name);
    for (const auto* parent : parts.inherited_from) {
        const auto found = std::find_if(parent->columns.begin(), parent->columns.end(),
                                        [&](const auto& other) { return other.name == own.name; });
        if (found == parent->columns.end()) continue;
        if (own.generated == generation::none && own.default_ != found->default_ &&
            !is_in(parts.without_default, own.name)) {
            out.push_back({column_default_id(o.name, own.name), "default",
                           own.default_.empty() ? drop_default(o, own) : set_default(o, own)});
        }
        if (own.compression != found->compression)
            out.push_back(
                {id, "compression",
                 fmt::format("ALTER TABLE {} ALTER COLUMN {} SET COMPRESSION {}", quote(o.name),
                             quote_identifier(own.name), own.compression.empty() ? "default" : own.compression)});
        if (auto options = foreign_options(own.foreign_options, own.secrets); !options.empty())
            out.push_back({id, "options",
                           fmt::format("ALTER FOREIGN TABLE {} ALTER COLUMN {}{}", quote(o.name),
                                       quote_identifier(own.name), options)});
        constexpr int without_names = 17;
        if (own.not_null && (major < 18 ? !found->not_null : is_plain_own(own, parts)))
            out.push_back({id, "not null", set_not_null(o, own, without_names)});
        break;
    }
    return out;
}

/// 18: the NOT NULL of an inherited column as a constraint of its own, for CREATE TABLE: a name that differs from the
/// parent's can be given nowhere else. False for what the column has from its parents alone.
bool has_own_not_null(const table& o, const column& own, const table_parts& parts) {
    if (!own.not_null || own.not_null->not_valid) return false;
    if (!own.not_null->inherited) return !own.inherited || !is_plain_own(own, parts);
    const auto parents = parents_not_null_name(own.name, parts);
    return parents != not_null_name(o, own);
}

/// A column as CREATE TABLE declares it, beside what its parents say of it.
std::string declared(const table& o, const column& own, const table_parts& parts, int major) {
    column_parts said{.type = true,
                      .default_ = !is_in(parts.without_default, own.name),
                      .identity = !inherits_identity(o, major),
                      .not_null = true};
    if (major >= 18 && parents_not_null_name(own.name, parts)) said.not_null = has_own_not_null(o, own, parts);
    const bool nothing =
        own.default_.empty() && own.generated == generation::none && own.identity == catalog::identity_kind::none;
    // Else it would take the default of its parents.
    return column_text(o, own, said, major) + (nothing && parents_have_default(own.name, parts) ? " DEFAULT NULL" : "");
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) out += fmt::format("{}\n    {}", out.empty() ? "" : ",", line);
    return out + "\n";
}

std::vector<std::string> lines_of(const table& o, const table_parts& parts, int major) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < o.columns.size(); ++i) {
        const auto& own = o.columns[i];
        const bool without_default = is_in(parts.without_default, own.name);
        if (parts.parent != nullptr) {
            const auto text = override_text(o, own, parts.parent->columns[i], without_default, major);
            if (!text.empty()) lines.push_back(text);
        } else if (!o.of_type.empty()) {
            const column_parts said{.type = false, .default_ = !without_default, .identity = true, .not_null = true};
            const auto text = column_text(o, own, said, major);
            const auto name = quote_identifier(own.name);
            if (text != name) lines.push_back(name + " WITH OPTIONS" + text.substr(name.size()));
        } else if (!own.inherited || parts.standalone) {
            lines.push_back(declared(o, own, parts, major));
        }
    }
    if (major >= 18 && parts.parent == nullptr && !parts.standalone) {
        for (const auto& own : o.columns)
            if (own.inherited && has_own_not_null(o, own, parts)) lines.push_back(not_null_clause(own));
    }
    for (const auto* constraint : parts.constraints) lines.push_back(clause(*constraint, major));
    return lines;
}

/// A NOT NULL of 18 that the partition takes over has the parent's name; one that it also declares may have another.
bool same_not_null(const column& own, const table& partition, const column& parents, const table& parent, int major) {
    if (!own.not_null) return false;
    if (major < 18) return true;
    if (own.not_null->no_inherit != parents.not_null->no_inherit) return false;
    if (own.not_null->not_valid) return false;  // made as PARTITION OF it would be valid, whatever the parent's is
    return !own.not_null->inherited || not_null_name(partition, own) == not_null_name(parent, parents);
}

}  // namespace

std::string reference(const table& o) {
    return (o.kind == table_kind::foreign ? "FOREIGN TABLE " : "TABLE ") + quote(o.name);
}

bool follows_parent(const table& partition, const table& parent, int major) {
    if (partition.columns.size() != parent.columns.size()) return false;
    for (std::size_t i = 0; i < parent.columns.size(); ++i) {
        const auto& own = partition.columns[i];
        const auto& other = parent.columns[i];
        if (own.name != other.name || own.type != other.type || own.collation != other.collation) return false;
        if (own.generated != other.generated || !own.inherited) return false;
        if (own.generated != generation::none && own.default_ != other.default_) return false;
        if (!own.foreign_options.empty() || !own.secrets.empty()) return false;
        if (other.not_null && !same_not_null(own, partition, other, parent, major)) return false;
        if (own.compression != other.compression) return false;
        if (major < 17 && other.identity != catalog::identity_kind::none && own.default_ != other.default_)
            return false;
    }
    return true;
}

std::string create(const table& o, const table_parts& parts, int major) {
    const bool foreign = o.kind == table_kind::foreign;
    std::string out =
        fmt::format("CREATE {}{}TABLE {}", o.unlogged ? "UNLOGGED " : "", foreign ? "FOREIGN " : "", quote(o.name));
    const auto lines = lines_of(o, parts, major);
    const bool follows = parts.parent != nullptr;
    if (follows) out += " PARTITION OF " + quote(*o.partition_of);
    if (!o.of_type.empty()) out += " OF " + o.of_type;
    if (!lines.empty()) {
        out += fmt::format(" ({})", joined_lines(lines));
    } else if (!follows && o.of_type.empty()) {
        out += " ()";
    }
    if (follows) out += (lines.empty() ? "\n    " : " ") + o.partition_bound;
    if (!o.inherits.empty()) out += fmt::format(" INHERITS ({})", quote_list(o.inherits));
    if (!o.partition_key.empty()) out += " PARTITION BY " + o.partition_key;
    if (foreign) return out + " SERVER " + quote_identifier(o.server) + foreign_options(o.foreign_options, o.secrets);
    // A partition takes its parent's access method and tablespace unless it names its own.
    if (!o.access_method.empty()) {
        out += " USING " + quote_identifier(o.access_method);
    } else if (follows && !parts.parent->access_method.empty() && o.kind == table_kind::ordinary) {
        out += " USING heap";
    }
    if (!o.options.empty()) out += fmt::format(" WITH ({})", storage_parameters(o.options));
    if (!o.tablespace.empty()) {
        out += " TABLESPACE " + quote_identifier(o.tablespace);
    } else if (follows && !parts.parent->tablespace.empty()) {
        out += " TABLESPACE pg_default";
    }
    return out;
}

std::string attach(const table& o) {
    return fmt::format("ALTER TABLE ONLY {} ATTACH PARTITION {} {}", quote(*o.partition_of), quote(o.name),
                       o.partition_bound);
}

std::vector<std::string> own_not_nulls(const table& o, const table& parent) {
    std::vector<std::string> out;
    for (const auto& own : o.columns) {
        if (!own.not_null || own.not_null->inherited) continue;
        const auto found = std::find_if(parent.columns.begin(), parent.columns.end(),
                                        [&](const auto& other) { return other.name == own.name; });
        if (found == parent.columns.end() || !reaches_children(*found)) continue;
        out.push_back(fmt::format("ALTER TABLE ONLY {} ADD {}", quote(o.name), not_null_clause(own)));
    }
    return out;
}

std::string detach(const table& o) {
    return fmt::format("ALTER TABLE ONLY {} DETACH PARTITION {}", quote(*o.partition_of), quote(o.name));
}

std::string replica_identity(const table& o) {
    const std::string begin = fmt::format("ALTER TABLE ONLY {} REPLICA IDENTITY ", quote(o.name));
    switch (o.replica) {
        case catalog::replica_identity::default_:
            return {};
        case catalog::replica_identity::nothing:
            return begin + "NOTHING";
        case catalog::replica_identity::full:
            return begin + "FULL";
        case catalog::replica_identity::index:
            return begin + "USING INDEX " + quote_identifier(o.replica_index);
    }
    return {};
}

std::string cluster_on(const catalog::qualified_name& name, std::string_view index) {
    return fmt::format("ALTER TABLE {} CLUSTER ON {}", quote(name), quote_identifier(index));
}

details details_after(const table& o, const table_parts& parts, int major) {
    details out;
    for (std::size_t i = 0; i < o.columns.size(); ++i) {
        const auto& own = o.columns[i];
        if (parts.parent != nullptr) {
            // A column list can override a default, but not take it away.
            const auto& parents = parts.parent->columns[i];
            if (own.default_.empty() && has_plain_default(parents)) {
                out.push_back({column_default_id(o.name, own.name), "default", drop_default(o, own)});
            }
        } else if (own.inherited && !parts.standalone) {
            for (auto& one : own_word(o, own, parts, major)) out.push_back(std::move(one));
        }
        const bool parents = own.not_null && own.not_null->inherited && !parts.standalone;
        for (auto& one : details_after(o, own, major))
            if (!parents || one.aspect != "not null") out.push_back(std::move(one));
    }
    const auto id = id_of(o);
    if (!o.owner.empty()) out.push_back({id, "owner", change_owner(reference(o), o.owner)});
    if (o.row_security) {
        out.push_back({id, "row security", fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", quote(o.name))});
    }
    if (o.force_row_security) {
        out.push_back({id, "row security", fmt::format("ALTER TABLE {} FORCE ROW LEVEL SECURITY", quote(o.name))});
    }
    if (!o.comment.empty()) out.push_back({id, "comment", comment_on(reference(o), o.comment)});
    return out;
}

grant_target target_of(const table& o, int) {
    return {grantable::table, "TABLE " + quote(o.name), o.owner, {}, false};
}

}  // namespace tenon::sql
