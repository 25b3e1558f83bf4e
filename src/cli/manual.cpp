// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/help.hpp"

namespace tenon::cli {
namespace {

/// Text as roff takes it: \ and - have meanings of their own, and so have . and ' at the beginning of a line.
std::string roff(std::string_view text) {
    std::string out;
    bool line_begins = true;
    for (const char each : text) {
        if (line_begins && (each == '.' || each == '\'')) out += "\\&";
        line_begins = each == '\n';
        if (each == '\\')
            out += "\\e";
        else if (each == '-')
            out += "\\-";
        else if (each == '`')
            out += "\\(ga";
        else
            out += each;
    }
    return replace_all(std::move(out), "…", "...");
}

std::string option_entry(const option& item) {
    auto name = "\\fB" + roff(item.name) + "\\fR";
    if (!item.positional() && !item.flag()) name += " \\fI" + roff(item.value) + "\\fR";
    return ".TP\n" + name + '\n' + roff(option_help(item)) + ".\n";
}

std::string verb_section(const verb& item) {
    auto out = ".SS \"" + roff(usage_line(item)) + "\"\n" + roff(item.description) + '\n';
    for (const auto& option : item.options) out += option_entry(option);
    for (const auto& example : item.examples)
        out += ".PP\nExample: " + roff(example.does) + "\n.PP\n.nf\n.RS\n" + roff(example.command) + "\n.RE\n.fi\n";
    return out;
}

constexpr std::string_view front = R"(.SH NAME
tenon \- joinery for PostgreSQL
.SH SYNOPSIS
.B tenon
.I VERB
[\fISOURCE\fR] [\fIoptions\fR]
.SH DESCRIPTION
Write down what you store (requirements.yaml) and how you ask for it (queries/*.sql).
Tenon makes the schema, the migration and the documentation, and proves each on a real PostgreSQL before you see it.
.PP
A
.I SOURCE
is whatever holds a schema: a postgres:// URL, a file or a folder of SQL, a requirements.yaml, a catalog.json or a
folder of migrations; schema:DIR and migrations:DIR say which kind of folder it is.
.SH VERBS
)";

constexpr std::string_view back = R"(.SH EXIT STATUS
.TP
.B 0
Fine, or nothing to do.
.TP
.B 1
Findings or differences; the result is complete.
.TP
.B 2
Wrong usage or bad input.
.TP
.B 3
The database or the system failed.
.TP
.B 4
Refused: an answer is needed first; nothing was done.
.TP
.B 70
An error of Tenon.
.SH ENVIRONMENT
.TP
.B NO_COLOR
When set and not empty, nothing is coloured.
.TP
.B TENON_PG_BIN
The folder of the PostgreSQL server binaries that private servers are started from.
.TP
.B TENON_PG_PATH
Further such folders, separated by colons.
.TP
.B TENON_PG_USER
The user that a private server runs as when Tenon is run by root.
.TP
.B TMPDIR
Where private servers keep their files while they run. By default in memory (/dev/shm) when 4 GB are free, else in /tmp.
.TP
.B XDG_CACHE_HOME
Where a data folder is kept ready for the next start, in the folder tenon; by default ~/.cache.
.SH SEE ALSO
.BR psql (1),
.BR pg_dump (1)
)";

}  // namespace

std::string manual_page() {
    auto out = fmt::format(".TH TENON 1 \"\" \"tenon {}\" \"Tenon\"\n", version()) + std::string(front);
    for (const auto& item : all_verbs())
        if (!item.hidden) out += verb_section(item);
    return out + std::string(back);
}

}  // namespace tenon::cli
