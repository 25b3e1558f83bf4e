// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/draw.hpp"

#include "base/text.hpp"
#include "generate/erd/text_width.hpp"
#include "generate/erd/theme.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace tenon::generate {
namespace {

/// Numbers without needless digits.
std::string number(double value) {
    const double rounded = std::round(value * 10) / 10;
    return rounded == std::floor(rounded) ? std::to_string(static_cast<long>(rounded)) : fmt::format("{:.1f}", rounded);
}

class pen {
public:
    pen(const schema_model& model, const scene& all, erd_theme theme) : model_(model), all_(all), theme_(theme) {}

    std::string draw() {
        const int width = all_.width * unit, height = all_.height * unit;
        put(R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{0}" )"
            R"(height="{1}" viewBox="0 0 {0} {1}" role="img" aria-labelledby="title desc">)"
            "\n",
            width, height);
        put("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", xml(all_.title), xml(description()));
        put("<style>{}</style>\n", style_sheet(theme_));
        put("<rect class=\"page\" width=\"{}\" height=\"{}\" rx=\"14\"/>\n", width, height);
        const int left = page_left();
        put("<text class=\"h1\" x=\"{}\" y=\"40\">{}</text><text class=\"sub muted\" x=\"{}\" y=\"60\">{}</text>\n",
            left, xml(all_.title), left, xml(all_.description));
        for (const auto& each : all_.grounds) draw_ground(each);
        for (const auto& each : all_.connections) draw_line(each);
        for (const auto& each : all_.nodes) {
            switch (each.kind) {
                case node_kind::card:
                    draw_card(each);
                    break;
                case node_kind::portal:
                    draw_portal(each);
                    break;
                case node_kind::panel:
                    draw_panel(each);
                    break;
            }
        }
        // Marks and numbers of lines lie above cards, which they touch.
        for (const auto& each : all_.connections) draw_ends(each);
        if (all_.with_types) draw_legend(left, height - 24);
        put("</svg>\n");
        return std::move(out_);
    }

private:
    template <class... Values>
    void put(fmt::format_string<Values...> text, Values&&... values) {
        fmt::format_to(std::back_inserter(out_), text, std::forward<Values>(values)...);
    }

    static constexpr int page_left() { return 4 * unit - unit / 2; }

    static std::size_t hue(std::size_t area) { return area % area_hues; }

    std::string description() const {
        std::string text = "Entity-relationship diagram: " + all_.description + ".";
        for (const auto& each : all_.nodes)
            if (each.kind != node_kind::portal) text += " " + each.title + ".";
        return text;
    }

    void open_link(const node& of) {
        if (!of.link.empty()) put("<a href=\"{0}\" xlink:href=\"{0}\">", xml(of.link));
    }
    void close_link(const node& of) {
        if (!of.link.empty()) put("</a>");
    }

    void draw_ground(const ground& each) {
        // Half a unit off the lattice: no line runs on the border.
        const double x = (each.box.x - 0.5) * unit, y = (each.box.y - 0.5) * unit;
        put("<g class=\"a{}\"><rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"16\"/>",
            hue(each.area), number(x), number(y), each.box.width * unit + unit, each.box.height * unit + unit);
        const auto title = fmt::format("<text class=\"h2 ink\" x=\"{}\" y=\"{}\">{}</text>", number(x + 20),
                                       number(y + 29), xml(each.title));
        if (each.link.empty())
            put("{}", title);
        else
            put("<a href=\"{0}\" xlink:href=\"{0}\">{1}</a>", xml(each.link), title);
        put("</g>\n");
    }

    void draw_card(const node& of) {
        const int x = of.box.x * unit, y = of.box.y * unit, width = of.box.width * unit, height = of.box.height * unit;
        const auto& anchor = model_.tables[of.table].anchor;
        put("<g id=\"{}\" class=\"a{}\">", xml(anchor), hue(of.area));
        open_link(of);
        put("<title>{}</title>", xml(of.hint));
        put("<rect class=\"shadow\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\"/>", x - 1, y + 3, width + 2,
            height);
        put("<rect class=\"card\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"9\"/>", x, y, width, height);
        const int head = header_units * unit;
        put("<path class=\"head\" d=\"M{} {}v-{}a8.5 8.5 0 0 1 8.5-8.5h{}a8.5 8.5 0 0 1 8.5 8.5v{}z\"/>",
            number(x + 0.5), y + head, number(head - 9), width - 18, number(head - 9));
        const double tag = of.tag.empty() ? 0 : text_width(of.tag, 9.5) + 10;
        put("<text class=\"tname ink\" x=\"{}\" y=\"{}\">{}</text>", x + 13, y + 21,
            xml(fit_text(of.title, width - 24 - tag, 13.5, true)));
        if (!of.tag.empty())
            put("<text class=\"tag\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", x + width - 12, y + 20,
                xml(of.tag));
        close_link(of);
        for (std::size_t i = 0; i < of.rows.size(); ++i) draw_row(of, i);
        if (!of.footer.empty())
            put("<text class=\"foot\" x=\"{}\" y=\"{}\">{}</text>", x + 30, y + height - 8,
                xml(fit_text(of.footer, width - 40, 11)));
        put("</g>\n");
    }

    void draw_row(const node& of, std::size_t i) {
        const auto& row = of.rows[i];
        const int x = of.box.x * unit, width = of.box.width * unit;
        const int y = (of.box.y + header_units + 1 + row_units * static_cast<int>(i)) * unit;
        if (i > 0) put("<path class=\"rule\" d=\"M{} {}h{}\"/>", x + 12, number(y - unit), width - 24);
        put("<g><title>{}</title>", xml(row.hint));
        draw_mark(row, x + 17, y);
        const double type_width = std::min(code_width(row.type, 10.5), width * 0.5);
        const double name_width = width - 30 - 22 - type_width - (row.sensitive ? 10 : 0);
        put("<text class=\"name{}{}{}\" x=\"{}\" y=\"{}\">{}</text>", row.mark == mark::primary_key ? " key" : "",
            row.required ? "" : " opt", row.deprecated ? " gone" : "", x + 30, y + 4,
            xml(fit_text(row.name, name_width, 12)));
        const double type_end = x + width - 12 - (row.sensitive ? 10 : 0);
        put("<text class=\"type\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", number(type_end), y + 4,
            xml(fit_code(row.type, type_width + 1, 10.5)));
        if (row.sensitive) put("<circle class=\"pii\" cx=\"{}\" cy=\"{}\" r=\"3\"/>", x + width - 13, y);
        put("</g>");
    }

    /// A key, a link, a diamond, or a dot that is hollow when the column may be null.
    void draw_mark(const card_row& row, int x, int y) {
        switch (row.mark) {
            case mark::primary_key:
                put("<path class=\"pk\" d=\"M{} {}a2.6 2.6 0 1 0 .01 0zm2.6 2.6h5.4v2.4m-2.6-2.4v1.9\"/>",
                    number(x - 2.6), number(y - 2.6));
                break;
            case mark::foreign_key:
                put("<path class=\"end\" d=\"M{} {}h6.4m-2.6-2.8l2.8 2.8l-2.8 2.8\"/>", number(x - 3.6), y);
                break;
            case mark::unique:
                put("<path class=\"ink\" d=\"M{} {}l3.4 3.4l-3.4 3.4l-3.4-3.4z\"/>", x, number(y - 3.4));
                break;
            case mark::none:
                if (row.required)
                    put("<circle class=\"faint\" cx=\"{}\" cy=\"{}\" r=\"2.2\"/>", x, y);
                else
                    put("<circle class=\"legend\" stroke-opacity=\".7\" cx=\"{}\" cy=\"{}\" r=\"2\"/>", x, y);
                break;
        }
    }

    void draw_portal(const node& of) {
        const int x = of.box.x * unit, y = of.box.y * unit, width = of.box.width * unit, height = of.box.height * unit;
        put("<g class=\"a{}\">", hue(of.area));
        open_link(of);
        put("<title>{}</title><rect class=\"pill\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" "
            "stroke-dasharray=\"3 2.5\"/>",
            xml(of.hint), x, y + 2, width, height - 4, (height - 4) / 2);
        put("<text class=\"portal ink\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{} ↗</text>", x + width / 2, y + 15,
            xml(fit_text(of.title, width - 36, 11.5, true)));
        close_link(of);
        put("</g>\n");
    }

    void draw_panel(const node& of) {
        const int x = of.box.x * unit, y = of.box.y * unit, width = of.box.width * unit, height = of.box.height * unit;
        put("<g id=\"area-{}\" class=\"a{}\">", xml(model_.areas[of.area].anchor), hue(of.area));
        put("<rect class=\"shadow\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"15\"/>", x - 1, y + 3, width + 2,
            height);
        put("<rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"14\"/>", x, y, width, height);
        open_link(of);
        put("<text class=\"h2 ink tname\" x=\"{}\" y=\"{}\">{}</text>", x + 22, y + 32, xml(of.title));
        close_link(of);
        put("<text class=\"sub muted\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", x + width - 20, y + 32,
            xml(of.tag));
        for (std::size_t i = 0; i < of.chips.size(); ++i) {
            const auto& box = of.chip_boxes[i];
            const int cx = x + box.x * unit, cy = y + box.y * unit, w = box.width * unit;
            put("<a href=\"{0}\" xlink:href=\"{0}\"><title>{1}</title><rect class=\"chip\" x=\"{2}\" y=\"{3}\" "
                "width=\"{4}\" height=\"24\" rx=\"7\"/><text class=\"chiptext name\" text-anchor=\"middle\" x=\"{5}\" "
                "y=\"{6}\">{7}</text></a>",
                xml(of.chip_links[i]), xml(of.chips[i]), cx, cy, w, cx + w / 2, cy + 16,
                xml(fit_text(of.chips[i], w - 10, 11.5)));
        }
        put("</g>\n");
    }

    void draw_line(const connection& line) {
        if (line.path.size() < 2) return;
        const double width = line.count > 0 ? std::min(5.0, 1.2 + 0.5 * std::sqrt(line.count)) : 1.5;
        put("<g class=\"rel a{}\"><title>{}</title><path class=\"line\"", hue(line.area), xml(line.hint));
        if (line.count > 0) put(" style=\"stroke-width:{}\"", number(width));
        put(" d=\"{}\"/></g>\n", rounded(line.path));
    }

    /// Straight pieces with round corners.
    static std::string rounded(const std::vector<point>& path) {
        constexpr double radius = 8;
        std::string d = fmt::format("M{} {}", path.front().x * unit, path.front().y * unit);
        for (std::size_t i = 1; i + 1 < path.size(); ++i) {
            const point a = path[i - 1], b = path[i], c = path[i + 1];
            const auto length = [](point p, point q) { return (std::abs(p.x - q.x) + std::abs(p.y - q.y)) * unit; };
            const double r = std::min({radius, length(a, b) / 2.0, length(b, c) / 2.0});
            const auto toward = [&](point p) {
                const double dx = (p.x > b.x) - (p.x < b.x), dy = (p.y > b.y) - (p.y < b.y);
                return std::pair(b.x * unit + dx * r, b.y * unit + dy * r);
            };
            const auto [x1, y1] = toward(a);
            const auto [x2, y2] = toward(c);
            d += fmt::format("L{} {}Q{} {} {} {}", number(x1), number(y1), b.x * unit, b.y * unit, number(x2),
                             number(y2));
        }
        return d + fmt::format("L{} {}", path.back().x * unit, path.back().y * unit);
    }

    void draw_ends(const connection& line) {
        if (line.path.size() < 2) return;
        if (line.from_mark == end_mark::none && line.to_mark == end_mark::none) {
            if (line.count > 0) draw_count(line);
            return;
        }
        put("<g class=\"a{}\">", hue(line.area));
        draw_end(line.path[0], line.path[1], line.from_mark);
        draw_end(line.path[line.path.size() - 1], line.path[line.path.size() - 2], line.to_mark);
        put("</g>\n");
    }

    /// Crow's foot notation, drawn to the right and turned.
    void draw_end(point at, point next, end_mark mark) {
        const int angle = next.x > at.x ? 0 : next.x < at.x ? 180 : next.y > at.y ? 90 : 270;
        put("<g transform=\"translate({} {}) rotate({})\">", at.x * unit, at.y * unit, angle);
        switch (mark) {
            case end_mark::one:
                put("<path class=\"end\" d=\"M6-5v10M10-5v10\"/>");
                break;
            case end_mark::zero_or_one:
                put("<path class=\"end\" d=\"M6-5v10\"/><circle class=\"ring\" cx=\"13\" cy=\"0\" r=\"3.6\"/>");
                break;
            case end_mark::many:
                put("<path class=\"end\" d=\"M0-5.5L10 0L0 5.5\"/><circle class=\"ring\" cx=\"14\" cy=\"0\" "
                    "r=\"3.6\"/>");
                break;
            case end_mark::none:
                break;
        }
        put("</g>");
    }

    /// The number of relationships, in the middle of the longest piece.
    void draw_count(const connection& line) {
        std::size_t longest = 0;
        int most = -1;
        for (std::size_t i = 0; i + 1 < line.path.size(); ++i) {
            const int length =
                std::abs(line.path[i].x - line.path[i + 1].x) + std::abs(line.path[i].y - line.path[i + 1].y);
            if (length > most) {
                most = length;
                longest = i;
            }
        }
        const double x = (line.path[longest].x + line.path[longest + 1].x) * unit / 2.0;
        const double y = (line.path[longest].y + line.path[longest + 1].y) * unit / 2.0;
        const auto text = std::to_string(line.count);
        const double width = text_width(text, 10, true) + 10;
        put("<g class=\"a{}\"><rect class=\"pill\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" rx=\"8\"/><text "
            "class=\"count ink\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{}</text></g>\n",
            hue(line.area), number(x - width / 2), number(y - 8), number(width), number(x), number(y + 3.5), text);
    }

    /// What the marks mean.
    void draw_legend(int x, int y) {
        put("<g class=\"a0\" transform=\"translate({} {})\">", x, y);
        int at = 0;
        const auto label = [&](std::string_view text) {
            put("<text class=\"tag\" x=\"{}\" y=\"3.5\">{}</text>", at + 10, text);
            at += 34 + static_cast<int>(text_width(text, 9.5));
        };
        const auto row = [&](mark kind, bool required, std::string_view text) {
            card_row sample;
            sample.mark = kind;
            sample.required = required;
            draw_mark(sample, at, 0);
            label(text);
        };
        row(mark::primary_key, true, "primary key");
        row(mark::foreign_key, true, "foreign key");
        row(mark::unique, true, "unique");
        row(mark::none, true, "required");
        row(mark::none, false, "optional");
        const auto sensitive = [](const node& each) {
            return std::any_of(each.rows.begin(), each.rows.end(), [](const auto& line) { return line.sensitive; });
        };
        if (std::any_of(all_.nodes.begin(), all_.nodes.end(), sensitive)) {
            put("<circle class=\"pii\" cx=\"{}\" cy=\"0\" r=\"3\"/>", at);
            label("sensitive");
        }
        const auto ending = [&](end_mark kind, std::string_view text) {
            put("<g transform=\"translate({} 0)\"><path class=\"legend\" stroke-width=\"1.5\" d=\"M0 0h26\"/>", at);
            put("<g>");
            draw_legend_end(kind);
            put("</g></g>");
            at += 26;
            label(text);
        };
        ending(end_mark::one, "exactly one");
        ending(end_mark::zero_or_one, "zero or one");
        ending(end_mark::many, "zero or more");
        put("</g>\n");
    }

    void draw_legend_end(end_mark kind) {
        switch (kind) {
            case end_mark::one:
                put("<path class=\"legend\" stroke-width=\"1.5\" d=\"M6-5v10M10-5v10\"/>");
                break;
            case end_mark::zero_or_one:
                put("<path class=\"legend\" stroke-width=\"1.5\" d=\"M6-5v10\"/><circle class=\"legend hole\" "
                    "stroke-width=\"1.5\" cx=\"13\" cy=\"0\" r=\"3.6\"/>");
                break;
            case end_mark::many:
                put("<path class=\"legend\" stroke-width=\"1.5\" d=\"M0-5.5L10 0L0 5.5\"/><circle class=\"legend "
                    "hole\" stroke-width=\"1.5\" cx=\"14\" cy=\"0\" r=\"3.6\"/>");
                break;
            case end_mark::none:
                break;
        }
    }

    const schema_model& model_;
    const scene& all_;
    erd_theme theme_;
    std::string out_;
};

}  // namespace

std::string draw(const schema_model& model, const scene& all, erd_theme theme) {
    return pen(model, all, theme).draw();
}

std::string xml(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
                    out += "\xEF\xBF\xBD";
                else
                    out += c;
        }
    }
    return out;
}

}  // namespace tenon::generate
