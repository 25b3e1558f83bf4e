// SPDX-License-Identifier: Apache-2.0
// The showcase platforms: complete, described throughout, and without a single finding.
#include "base/file.hpp"
#include "base/render.hpp"
#include "requirements/format.hpp"
#include "requirements/parse.hpp"
#include "support/process.hpp"

namespace tenon {
namespace {

std::string shown(const diagnostics& problems) {
    std::string out;
    for (const auto& item : problems.items()) out += render(item, {});
    return out;
}

struct platform {
    std::string folder;
    std::string preset;
    std::vector<std::string> entities;  ///< what the sources of the product name
    std::vector<std::string> behaviours;
};

const std::vector<platform>& platforms() {
    static const std::vector<platform> all = {
        {"learning_platform",
         "identity",
         {"User",
          "UserProfile",
          "Role",
          "UserRole",
          "Permission",
          "UserSession",
          "EmailVerification",
          "PasswordReset",
          "AuditLog",
          "EducationalContent",
          "ContentCategory",
          "ContentTag",
          "ContentVersion",
          "ContentAttachment",
          "ContentComment",
          "Rating",
          "UserActivity",
          "PageView",
          "PerformanceMetric",
          "DashboardMetric",
          "EventLog",
          "MetricDefinition",
          "Article",
          "Post"},
         {"soft_delete", "audited", "append_only", "versioned", "optimistic", "tenant_scoped", "hierarchical",
          "workflow", "searchable", "time_series", "cached", "retained"}},
        {"chip_quality",
         "uuid",
         {"Part",
          "Lot",
          "Supplier",
          "Inspection",
          "Defect",
          "QualityMetric",
          "InspectionResult",
          "Artifact",
          "File",
          "Image",
          "Document",
          "Model",
          "ModelVersion",
          "InferenceRun",
          "Prediction",
          "Report",
          "AnalyticsSnapshot",
          "AuditLog",
          "User",
          "Role",
          "Permission"},
         {"soft_delete", "audited", "append_only", "versioned", "optimistic", "hierarchical", "workflow", "searchable",
          "time_series", "cached", "retained"}},
        {"sprint_reports",
         "serial",
         {"User", "Sprint", "SprintAnalysis", "SprintQueue", "UserSession", "LegacyUser", "LegacySprint"},
         {"soft_delete", "audited", "append_only", "versioned", "optimistic", "hierarchical", "workflow", "searchable",
          "time_series", "cached", "retained"}},
    };
    return all;
}

class Examples : public testing::TestWithParam<platform> {
protected:
    void SetUp() override {
        text = read_file(support::source_folder() / "examples" / GetParam().folder / "requirements.yaml");
        diagnostics problems;
        auto read = requirements::parse(text, "requirements.yaml", problems);
        EXPECT_EQ(shown(problems), "");
        ASSERT_TRUE(read);
        doc = std::move(*read);
    }

    std::string text;
    requirements::document doc;
};

TEST_P(Examples, AreFormatted) {
    diagnostics problems;
    const auto formatted = requirements::format(text, "requirements.yaml", problems);
    ASSERT_TRUE(formatted);
    EXPECT_EQ(*formatted, text);
}

TEST_P(Examples, HaveEveryEntityOfTheirSource) {
    EXPECT_EQ(*doc.platform, GetParam().folder);
    ASSERT_TRUE(doc.conventions.preset);
    EXPECT_EQ(requirements::to_string(**doc.conventions.preset), GetParam().preset);
    for (const auto& name : GetParam().entities) EXPECT_TRUE(doc.find_entity(name)) << name;
}

TEST_P(Examples, ShowTheBehaviours) {
    std::set<std::string> used;
    for (const auto& entity : doc.entities)
        for (const auto& behaviour : entity.behaviours) used.insert(std::string(to_string(behaviour.kind)));
    for (const auto& name : GetParam().behaviours) EXPECT_TRUE(used.contains(name)) << name;
}

TEST_P(Examples, DescribeEverything) {
    std::vector<std::string> bare;
    const auto expect = [&](const auto& described, const std::string& what) {
        if (!described) bare.push_back(what);
    };
    expect(doc.description, "the platform");
    for (const auto& role : doc.roles) expect(role.description, *role.name);
    for (const auto& view : doc.views) expect(view.description, *view.name);
    for (const auto& entity : doc.entities) {
        expect(entity.description, *entity.name);
        expect(entity.owner, *entity.name + " (owner)");
        expect(entity.area, *entity.name + " (area)");
        expect(entity.volume, *entity.name + " (volume)");
        for (const auto& item : entity.attributes) expect(item.description, *entity.name + "." + *item.name);
        for (const auto& item : entity.computed) expect(item.description, *entity.name + "." + *item.name);
        for (const auto& item : entity.belongs_to) {
            expect(item.description, *entity.name + "." + *item.role);
            expect(item.on_delete, *entity.name + "." + *item.role + " (on_delete)");
        }
        for (const auto& item : entity.has_one) expect(item.description, *entity.name + "." + *item.role);
        for (const auto& item : entity.many_to_many) expect(item.description, *entity.name + "." + *item.role);
        if (entity.access.empty()) bare.push_back(*entity.name + " (access)");
    }
    EXPECT_THAT(bare, testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Platforms, Examples, testing::ValuesIn(platforms()),
                         [](const auto& of) { return of.param.folder; });

}  // namespace
}  // namespace tenon
