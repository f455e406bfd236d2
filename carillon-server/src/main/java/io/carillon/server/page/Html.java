package io.carillon.server.page;

import java.util.List;

/// Text on its way into HTML. Everything that is not markup of ours is escaped here, for element
/// content and for quoted attributes alike.
final class Html {
    private Html() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// A table of plain texts, or a sentence when there are no rows.
    static String table(List<String> heads, List<List<String>> rows, String whenEmpty) {
        if (rows.isEmpty()) {
            return "<p class=\"empty\">" + escape(whenEmpty) + "</p>\n";
        }
        StringBuilder table = new StringBuilder("<div class=\"scroll\"><table>\n<thead>");
        row(table, "th", heads);
        table.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row(table, "td", cells));
        return table.append("</tbody>\n</table></div>\n").toString();
    }

    private static void row(StringBuilder table, String cell, List<String> texts) {
        table.append("<tr>");
        for (String text : texts) {
            table.append('<').append(cell).append('>');
            table.append(escape(text));
            table.append("</").append(cell).append('>');
        }
        table.append("</tr>\n");
    }
}
