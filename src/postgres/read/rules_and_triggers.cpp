// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

catalog::firing firing_of(char letter) {
    switch (letter) {
        case 'D':
            return catalog::firing::disabled;
        case 'R':
            return catalog::firing::replica;
        case 'A':
            return catalog::firing::always;
        default:
            return catalog::firing::origin;
    }
}

/// Every rewrite rule is remembered, as dependencies name it; the one that makes a view stands for the view.
void take_rules(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const auto* relation = b.find_relation(r.oid());
        if (!relation) return;
        catalog::rule rule;
        rule.name = r.text();
        rule.table = relation->name;
        rule.enabled = firing_of(r.letter());
        if (rule.name == "_RETURN") {
            const auto kind =
                relation->kind == 'm' ? catalog::object_kind::materialized_view : catalog::object_kind::view;
            b.remember(in::rewrite, id, relation_id(kind, relation->name));
            return;
        }
        rule.definition = r.text();
        if (rule.definition.ends_with(';')) rule.definition.pop_back();
        rule.comment = b.comment(in::rewrite, id);
        b.remember(in::rewrite, id, catalog::id_of(rule));
        b.out.rules.push_back(std::move(rule));
    });
}

// pg_trigger.tgtype: src/include/catalog/pg_trigger.h.
constexpr int trigger_insert = 1 << 2, trigger_delete = 1 << 3, trigger_update = 1 << 4, trigger_truncate = 1 << 5;

void take_triggers(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid table = r.oid();
        const auto* relation = b.find_relation(table);
        if (!relation) return;
        catalog::trigger trigger;
        trigger.table = relation->name;
        trigger.name = r.text();
        trigger.enabled = firing_of(r.letter());
        const int type = static_cast<int>(r.integer());
        const auto numbers = r.integers();
        trigger.function = r.function();
        trigger.constraint = r.flag();
        trigger.cloned = r.flag();
        const char parent_enabled = r.letter();
        trigger.definition = r.text();
        trigger.depends_on_extensions = b.depends_on_extensions(in::trigger, id);
        trigger.comment = b.comment(in::trigger, id);
        b.remember(in::trigger, id, catalog::id_of(trigger));
        if (trigger.cloned && firing_of(parent_enabled) == trigger.enabled && trigger.depends_on_extensions.empty() &&
            trigger.comment.empty())
            return;
        if (type & trigger_insert) trigger.events.emplace_back("INSERT");
        if (type & trigger_delete) trigger.events.emplace_back("DELETE");
        if (type & trigger_update) trigger.events.emplace_back("UPDATE");
        if (type & trigger_truncate) trigger.events.emplace_back("TRUNCATE");
        trigger.columns = b.column_names(table, numbers);
        b.out.triggers.push_back(std::move(trigger));
    });
}

catalog::policy_command command_of(char letter) {
    switch (letter) {
        case 'r':
            return catalog::policy_command::select;
        case 'a':
            return catalog::policy_command::insert;
        case 'w':
            return catalog::policy_command::update;
        case 'd':
            return catalog::policy_command::delete_;
        default:
            return catalog::policy_command::all;
    }
}

void take_policies(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const auto* relation = b.find_relation(r.oid());
        if (!relation) return;
        catalog::policy policy;
        policy.table = relation->name;
        policy.name = r.text();
        policy.restrictive = !r.flag();
        policy.command = command_of(r.letter());
        for (const auto role : r.integers())
            if (role != 0) policy.roles.push_back(b.role(static_cast<oid>(role)));
        std::sort(policy.roles.begin(), policy.roles.end());
        policy.using_ = r.text();
        policy.check = r.text();
        policy.comment = b.comment(in::policy, id);
        b.remember(in::policy, id, catalog::id_of(policy));
        b.out.policies.push_back(std::move(policy));
    });
}

void take_event_triggers(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::event_trigger trigger;
        trigger.name = r.text();
        trigger.event = r.text();
        trigger.owner = b.owner(r.oid());
        trigger.function = r.function();
        trigger.enabled = firing_of(r.letter());
        trigger.tags = r.texts();
        trigger.comment = b.comment(in::event_trigger, id);
        b.remember(in::event_trigger, id, catalog::id_of(trigger));
        if (!b.is_member(in::event_trigger, id)) b.out.event_triggers.push_back(std::move(trigger));
    });
}

}  // namespace

void add_rules_and_triggers(std::vector<section>& all, int) {
    all.push_back(
        {"select oid, ev_class, rulename, ev_enabled, case when rulename <> '_RETURN' then pg_get_ruledef(oid) end "
         "from "
         "pg_rewrite where oid >= 16384",
         take_rules});
    all.push_back(
        {"select t.oid, t.tgrelid, t.tgname, t.tgenabled, t.tgtype, t.tgattr, t.tgfoid::regproc, t.tgconstraint <> 0, "
         "t.tgparentid <> 0, p.tgenabled, pg_get_triggerdef(t.oid) from pg_trigger t left join pg_trigger p on p.oid = "
         // 14 calls the copies of a partitioned table's triggers internal, as those of foreign keys are.
         "t.tgparentid where (not t.tgisinternal or (t.tgparentid <> 0 and t.tgfoid >= 16384)) and t.oid >= 16384",
         take_triggers});
    all.push_back(
        {"select oid, polrelid, polname, polpermissive, polcmd, polroles, pg_get_expr(polqual, polrelid), "
         "pg_get_expr(polwithcheck, polrelid) from pg_policy where oid >= 16384",
         take_policies});
    all.push_back(
        {"select oid, evtname, evtevent, evtowner, evtfoid::regproc, evtenabled, evttags from pg_event_trigger where "
         "oid "
         ">= 16384",
         take_event_triggers});
}

}  // namespace tenon::postgres::read
