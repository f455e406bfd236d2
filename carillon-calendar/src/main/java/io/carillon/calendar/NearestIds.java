package io.carillon.calendar;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the zone ids a person may have meant: by what common abbreviations stand for, else by the
/// least number of letters to change, with the city's name counting almost as much as the whole. It
/// finds none rather than one that has little in common with what was written.
final class NearestIds {
    private static final int SUGGESTIONS_MAX = 3;

    private static final Map<String, List<String>> MEANT_BY =
            Map.ofEntries(
                    Map.entry("pst", List.of("America/Los_Angeles")),
                    Map.entry("pdt", List.of("America/Los_Angeles")),
                    Map.entry("mdt", List.of("America/Denver")),
                    Map.entry("cst", List.of("America/Chicago", "Asia/Shanghai")),
                    Map.entry("cdt", List.of("America/Chicago")),
                    Map.entry("edt", List.of("America/New_York")),
                    Map.entry("bst", List.of("Europe/London", "Asia/Dhaka")),
                    Map.entry("cest", List.of("Europe/Berlin")),
                    Map.entry("eest", List.of("Europe/Kyiv")),
                    Map.entry("ist", List.of("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")),
                    Map.entry("jst", List.of("Asia/Tokyo")),
                    Map.entry("aest", List.of("Australia/Sydney", "Australia/Brisbane")),
                    Map.entry("z", List.of("UTC")));

    private static final Pattern OFFSET = Pattern.compile("(?:utc|gmt|ut)?[+-][0-9:]+");

    private final Set<String> ids;

    private record Candidate(String id, int distance) {}

    NearestIds(Set<String> ids) {
        this.ids = ids;
    }

    List<String> to(String unknown) {
        String wanted = normal(unknown);
        List<String> meant = MEANT_BY.getOrDefault(wanted, List.of());
        return meant.isEmpty() ? near(wanted) : meant.stream().filter(ids::contains).toList();
    }

    private List<String> near(String wanted) {
        int distanceMax = distanceMax(wanted);
        return ids.stream()
                .map(id -> new Candidate(id, distance(wanted, id)))
                .filter(candidate -> candidate.distance() <= distanceMax)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::id))
                .limit(SUGGESTIONS_MAX)
                .map(Candidate::id)
                .toList();
    }

    private static int distanceMax(String wanted) {
        // An offset is spelt almost like its opposite: Etc/GMT+3 lies west of Greenwich, and who
        // writes GMT+3 is east of it. Nor is UTC what UTC+3 should become.
        return OFFSET.matcher(wanted).matches() ? 0 : 1 + wanted.length() / 4;
    }

    private static int distance(String wanted, String id) {
        String whole = normal(id);
        String city = whole.substring(whole.lastIndexOf('/') + 1);
        return Math.min(
                letters(wanted, whole),
                letters(wanted.substring(wanted.lastIndexOf('/') + 1), city) + 1);
    }

    private static String normal(String id) {
        // Bounded, since the caller's text may be long and the distance is quadratic.
        String bounded = id.strip().toLowerCase(Locale.ROOT);
        return bounded.substring(0, Math.min(bounded.length(), 40)).replace(' ', '_');
    }

    /// The Levenshtein distance.
    private static int letters(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
