// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "design/json_value.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

void add_workflow_rules(behaviour_run& run) {
    const std::string attribute = run.text("of", "");
    const auto found = run.entity.columns_of.find(attribute);
    if (found == run.entity.columns_of.end()) return;  // reported when the document was read
    const std::string column = found->second.front();
    const std::string name = sql::quote_identifier(column);
    std::vector<std::string> arguments = {column}, pairs;
    for (const auto& [state, next] : run.source.options) {
        if (*state == "of") continue;
        const auto following = next.texts();
        run.values.emplace_back(*state, to_json(next));
        for (const auto& to : following) {
            arguments.push_back(*state);
            arguments.push_back(*to);
            pairs.push_back(fmt::format("{} → {}", *state, *to));
        }
    }
    const std::string function =
        run.bench.add_trigger_function("tenon_check_transition", R"(
DECLARE
  before text := to_jsonb(OLD) ->> TG_ARGV[0];
  after text := to_jsonb(NEW) ->> TG_ARGV[0];
  allowed text[] := '{}';
  i integer := 1;
BEGIN
  WHILE i < TG_NARGS LOOP
    IF TG_ARGV[i] = before THEN
      IF TG_ARGV[i + 1] = after THEN
        RETURN NEW;
      END IF;
      allowed := allowed || TG_ARGV[i + 1];
    END IF;
    i := i + 2;
  END LOOP;
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = format('%I of %I.%I cannot change from %s to %s', TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME,
                     coalesce(before, 'null'), coalesce(after, 'null')),
    HINT = CASE WHEN allowed = '{}' THEN format('%s is an end.', coalesce(before, 'null'))
           ELSE format('It may change to %s.', array_to_string(allowed, ', ')) END,
    SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[0], CONSTRAINT = TG_NAME;
END
)",
                                       "Refuses changes of a state that its workflow does not have.");
    run.bench.add_trigger(run.table(), {.name = fit_name("tenon_workflow_" + column),
                                        .events = {"UPDATE"},
                                        .columns = {column},
                                        .when = fmt::format("OLD.{0} IS DISTINCT FROM NEW.{0}", name),
                                        .function = function,
                                        .arguments = arguments,
                                        .comment = fmt::format("{} changes along its transitions only.", column)});
    run.bench.notes.rules.push_back(
        {run.entity.name, column, "transition", join(pairs, ", "), "",
         catalog::object_id{catalog::object_kind::trigger,
                            catalog::identity_of({run.bench.schema(), run.table().table.name.name,
                                                  fit_name("tenon_workflow_" + column)})},
         run.where()});
    run.decide(fmt::format("{} changes along {} transitions", column, pairs.size()),
               "a trigger refuses every other change");
}

}  // namespace tenon::design
