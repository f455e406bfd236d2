package io.carillon.calendar.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/// A zone in a year in which its clocks do something that is easily got wrong, and what that is.
record GoldenPlace(String zone, int year, String note) {
    /// Those of the file `places.txt`, a line each: `zone | year | what happened`.
    static List<GoldenPlace> all() throws IOException {
        try (InputStream in = GoldenPlace.class.getResourceAsStream("places.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split(" \\| ", 3))
                    .map(parts -> new GoldenPlace(parts[0], Integer.parseInt(parts[1]), parts[2]))
                    .toList();
        }
    }
}
