// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/designed.hpp"
#include "support/servers.hpp"

#include <gtest/gtest.h>

namespace tenon::design {

/// A design in an empty database of a server.
class on_server : public ::testing::Test {
protected:
    virtual int major() const { return 15; }

    void SetUp() override { TENON_NEEDS_POSTGRES(major(), {"citext", "btree_gist", "pg_trgm"}); }

    void TearDown() override {
        if (!session_) return;
        for (const auto& role : roles_) {
            session_->run("RESET ROLE; DROP OWNED BY " + role + " CASCADE");
            session_->run("DROP ROLE " + role);
        }
    }

    postgres::connection& make(const std::string& text, options settings = {}) {
        settings.postgres = major();
        made_ = design_of(text, settings);
        for (const auto& item : made_.problems.items()) EXPECT_NE(item.severity, severity::error) << item.message;
        if (!session_) session_.emplace(tests::fresh_database(major()));
        if (made_.made) load(*session_, *made_.made);
        return *session_;
    }

    /// A role that lives as long as the test: roles are those of the whole server.
    std::string role(const std::string& stem) {
        if (!session_) session_.emplace(tests::fresh_database(major()));
        roles_.push_back(stem + "_" + session_->database());
        session_->run("CREATE ROLE " + roles_.back());
        return roles_.back();
    }

    /// The same, made and owned by a role that is no superuser, which stays the current one.
    postgres::connection& make_as_owner(const std::string& text) {
        const std::string owner = role("owner");
        session_->run("GRANT CREATE ON SCHEMA public TO " + owner + "; SET ROLE " + owner);
        return make(text);
    }

    designed made_;
    std::optional<postgres::connection> session_;
    std::vector<std::string> roles_;
};

/// The same on several majors.
class on_majors : public on_server, public ::testing::WithParamInterface<int> {
protected:
    int major() const override { return GetParam(); }
};

inline std::string major_name(const ::testing::TestParamInfo<int>& info) {
    return "PostgreSQL" + std::to_string(info.param);
}

}  // namespace tenon::design
