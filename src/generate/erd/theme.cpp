// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/theme.hpp"

#include <array>
#include <cmath>

namespace tenon::generate {
namespace {

// Neighbours in the list lie far apart on the circle, so that areas side by side differ.
constexpr std::array<int, area_hues> hues = {212, 152, 28, 265, 338, 188, 48, 300, 96, 232, 10, 172};

std::string hex(double hue, double saturation, double lightness) {
    const double chroma = (1 - std::abs(2 * lightness - 1)) * saturation;
    const auto channel = [&](double turn) {
        const double k = std::fmod(turn + hue / 30.0, 12.0);
        const double value = lightness - chroma / 2 * std::max(-1.0, std::min({k - 3.0, 9.0 - k, 1.0}));
        return static_cast<int>(std::lround(value * 255));
    };
    return fmt::format("#{:02x}{:02x}{:02x}", channel(0), channel(8), channel(4));
}

struct palette {
    std::string page, title, text, muted, faint, card, card_border, rule, shadow, key, sensitive;
    double ground_s, ground_l, ground_border_s, ground_border_l, header_s, header_l, accent_s, accent_l;
};

const palette& light() {
    static const palette made = {"#fbfcfe", "#0f172a", "#1e293b", "#64748b", "#94a3b8", "#ffffff", "#d3dae6",
                                 "#edf1f6", "#0f172a", "#c98a04", "#e0447c", 0.62,      0.968,     0.42,
                                 0.865,     0.70,      0.925,     0.52,      0.42};
    return made;
}

const palette& dark() {
    static const palette made = {"#0d1117", "#f0f4fa", "#dbe3ee", "#8b98ab", "#64748b", "#1a212c", "#36414f",
                                 "#263040", "#000000", "#e5b83a", "#f472a5", 0.30,      0.105,     0.26,
                                 0.235,     0.34,      0.205,     0.55,      0.68};
    return made;
}

std::string colours(const palette& of) {
    std::string css = fmt::format(
        ".page{{fill:{}}}.h1{{fill:{}}}.name{{fill:{}}}.muted,.type,.tag,.foot{{fill:{}}}.faint{{fill:{}}}"
        ".card{{fill:{};stroke:{}}}.rule{{stroke:{}}}.shadow{{fill:{}}}.pk{{stroke:{}}}.pii{{fill:{}}}"
        ".legend{{stroke:{};fill:none}}.hole{{fill:{}}}",
        of.page, of.title, of.text, of.muted, of.faint, of.card, of.card_border, of.rule, of.shadow, of.key,
        of.sensitive, of.muted, of.page);
    for (std::size_t i = 0; i < area_hues; ++i) {
        const auto at = [&](double s, double l) { return hex(hues[i], s, l); };
        const auto accent = at(of.accent_s, of.accent_l);
        css += fmt::format(
            ".a{0} .ground{{fill:{1};stroke:{2}}}.a{0} .head{{fill:{3}}}.a{0} .ink{{fill:{4}}}"
            ".a{0} .line,.a{0} .end,.a{0} .pill{{stroke:{4}}}.a{0} .ring{{stroke:{4};fill:{5}}}.a{0} .pill{{fill:{3}}}"
            ".a{0} .chip{{fill:{6};stroke:{2}}}",
            i, at(of.ground_s, of.ground_l), at(of.ground_border_s, of.ground_border_l), at(of.header_s, of.header_l),
            accent, of.page, of.card);
    }
    return css;
}

constexpr std::string_view shapes =
    "text{font-family:Inter,'Segoe UI',system-ui,-apple-system,Roboto,'Helvetica Neue',Ubuntu,'DejaVu Sans',"
    "sans-serif;font-size:12px}"
    ".h1{font-size:24px;font-weight:700}.h2{font-size:14px;font-weight:700}.sub{font-size:12.5px}"
    ".tname{font-size:13.5px;font-weight:700}.portal{font-size:11.5px;font-weight:600}.chiptext{font-size:11.5px}"
    ".tag{font-size:9.5px}.foot{font-size:11px;font-style:italic}.key{font-weight:600}.opt{font-style:italic}"
    ".gone{text-decoration:line-through}.count{font-size:10px;font-weight:700}"
    ".type{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:10.5px}"
    ".card{stroke-width:1}.ground{stroke-width:1}.chip{stroke-width:1}.pill{stroke-width:1.2}"
    ".rule{stroke-width:1}.shadow{opacity:.06}"
    ".line{fill:none;stroke-width:1.5;stroke-linejoin:round;stroke-opacity:.85}"
    ".pk{fill:none;stroke-width:1.6;stroke-linejoin:round}.end{fill:none;stroke-width:1.5;stroke-linecap:round}.ring{"
    "stroke-width:1.5}"
    ".rel:hover .line{stroke-width:3;stroke-opacity:1}.rel:hover .end{stroke-width:2.4}"
    "a:hover .tname,a:hover .chiptext,a:hover .portal{text-decoration:underline}a{cursor:pointer}";

}  // namespace

std::string style_sheet(erd_theme theme) {
    std::string css(shapes);
    css += colours(theme == erd_theme::dark ? dark() : light());
    if (theme == erd_theme::automatic) css += "@media (prefers-color-scheme:dark){" + colours(dark()) + "}";
    return css;
}

}  // namespace tenon::generate
