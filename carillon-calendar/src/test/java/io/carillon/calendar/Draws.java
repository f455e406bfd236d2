package io.carillon.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// How much the tests draw at random and from which seed: little and always the same in `./carillon
/// test`, a hundred times that and from any seed in `./carillon trial calendar`.
///
/// `-Dcarillon.draws=100` is how many times the usual, `-Dcarillon.seed=7` the seed, and
/// `-Dcarillon.tally=FILE` the file to which tests add what they counted.
public final class Draws {
    private static final double TIMES =
            Double.parseDouble(System.getProperty("carillon.draws", "1"));

    private Draws() {}

    /// How many to draw, where few are the usual.
    public static int count(int usual) {
        return Math.toIntExact(Math.round(usual * TIMES));
    }

    /// The seed to draw from.
    public static long seed(long usual) {
        return Long.getLong("carillon.seed", usual);
    }

    /// Says how many of something were compared.
    public static void tally(String what, long count) {
        String file = System.getProperty("carillon.tally", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    what + "\t" + count + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
