// SPDX-License-Identifier: Apache-2.0
#include "sql/grants.hpp"

namespace tenon::sql {
namespace {

using catalog::grant;
using catalog::privileges;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string owner(catalog::the_owner);
const grant_target table{grantable::table, "TABLE public.t", "", {}, false};
const std::vector<std::string> all = all_privileges(grantable::table, 15);

TEST(Grants, SayNothingOfTheDefault) {
    EXPECT_THAT(change_privileges(table, std::nullopt, std::nullopt, 15), IsEmpty());
    EXPECT_THAT(change_privileges(table, std::nullopt, privileges({grant{owner, "", all, {}}}), 15), IsEmpty());
}

TEST(Grants, GiveWhatIsListed) {
    const privileges list(
        {grant{"", "", {"SELECT"}, {}}, grant{owner, "", all, {}}, grant{"Bob", "", {"INSERT"}, {"SELECT"}}});
    EXPECT_THAT(change_privileges(table, std::nullopt, list, 15),
                ElementsAre("GRANT SELECT ON TABLE public.t TO PUBLIC", "GRANT INSERT ON TABLE public.t TO \"Bob\"",
                            "GRANT SELECT ON TABLE public.t TO \"Bob\" WITH GRANT OPTION"));
}

TEST(Grants, TakeFromTheOwnerWhatTheListLacks) {
    EXPECT_THAT(change_privileges(table, std::nullopt, privileges(std::vector<grant>{}), 15),
                ElementsAre("REVOKE ALL ON TABLE public.t FROM CURRENT_USER"));
    auto owned = table;
    owned.owner = "app";
    auto less = all;
    std::erase(less, "TRUNCATE");
    EXPECT_THAT(change_privileges(owned, std::nullopt, privileges({grant{owner, "", less, {}}}), 15),
                ElementsAre("REVOKE TRUNCATE ON TABLE public.t FROM app"));
}

TEST(Grants, KnowWhatAllMeansInEachMajor) {
    // MAINTAIN came with 17: the list of a table of 15 is not all of it there.
    EXPECT_THAT(change_privileges(table, std::nullopt, privileges({grant{owner, "", all, {}}}), 17),
                ElementsAre("REVOKE MAINTAIN ON TABLE public.t FROM CURRENT_USER"));
}

TEST(Grants, KnowWhatPublicHoldsByItself) {
    const grant_target routine{grantable::routine, "FUNCTION public.f()", "", {}, false};
    EXPECT_THAT(change_privileges(routine, std::nullopt, privileges({grant{owner, "", {"EXECUTE"}, {}}}), 15),
                ElementsAre("REVOKE EXECUTE ON FUNCTION public.f() FROM PUBLIC"));
    const grant_target schema{grantable::schema, "SCHEMA public", "pg_database_owner", {}, true};
    const privileges closed({grant{owner, "", {"CREATE", "USAGE"}, {}}});
    EXPECT_THAT(change_privileges(schema, std::nullopt, closed, 15),
                ElementsAre("REVOKE USAGE ON SCHEMA public FROM PUBLIC"));
    EXPECT_THAT(change_privileges(schema, std::nullopt, closed, 14),
                ElementsAre("REVOKE ALL ON SCHEMA public FROM PUBLIC"));
    EXPECT_THAT(change_privileges(schema, closed, std::nullopt, 15),
                ElementsAre("GRANT USAGE ON SCHEMA public TO PUBLIC"));
}

TEST(Grants, FollowAChainOfGrantors) {
    const privileges chain({grant{"c", "b", {"SELECT"}, {}}, grant{owner, "", all, {}}, grant{"b", "a", {}, {"SELECT"}},
                            grant{"a", "", {}, {"SELECT"}}});
    EXPECT_THAT(change_privileges(table, std::nullopt, chain, 15),
                ElementsAre("GRANT SELECT ON TABLE public.t TO a WITH GRANT OPTION", "SET SESSION AUTHORIZATION a",
                            "GRANT SELECT ON TABLE public.t TO b WITH GRANT OPTION", "RESET SESSION AUTHORIZATION",
                            "SET SESSION AUTHORIZATION b", "GRANT SELECT ON TABLE public.t TO c",
                            "RESET SESSION AUTHORIZATION"));
    EXPECT_THAT(change_privileges(table, chain, std::nullopt, 15),
                ElementsAre("SET SESSION AUTHORIZATION b", "REVOKE SELECT ON TABLE public.t FROM c",
                            "RESET SESSION AUTHORIZATION", "SET SESSION AUTHORIZATION a",
                            "REVOKE SELECT ON TABLE public.t FROM b", "RESET SESSION AUTHORIZATION",
                            "REVOKE SELECT ON TABLE public.t FROM a"));
}

TEST(Grants, TakeBackTheOptionAlone) {
    const privileges with({grant{owner, "", all, {}}, grant{"a", "", {}, {"SELECT"}}});
    const privileges without({grant{owner, "", all, {}}, grant{"a", "", {"SELECT"}, {}}});
    EXPECT_THAT(change_privileges(table, with, without, 15),
                ElementsAre("REVOKE GRANT OPTION FOR SELECT ON TABLE public.t FROM a"));
    EXPECT_THAT(change_privileges(table, without, with, 15),
                ElementsAre("GRANT SELECT ON TABLE public.t TO a WITH GRANT OPTION"));
}

TEST(Grants, NameTheColumn) {
    const grant_target column{grantable::column, "TABLE public.t", "", {"Total"}, false};
    EXPECT_THAT(change_privileges(column, std::nullopt, privileges({grant{"a", "", {"SELECT", "UPDATE"}, {}}}), 15),
                ElementsAre("GRANT SELECT (\"Total\"), UPDATE (\"Total\") ON TABLE public.t TO a"));
    const grant_target columns{grantable::column, "TABLE public.t", "", {"Total", "id"}, false};
    EXPECT_THAT(change_privileges(columns, std::nullopt, privileges({grant{"a", "", {"SELECT", "UPDATE"}, {}}}), 15),
                ElementsAre("GRANT SELECT (\"Total\", id), UPDATE (\"Total\", id) ON TABLE public.t TO a"));
}

}  // namespace
}  // namespace tenon::sql
