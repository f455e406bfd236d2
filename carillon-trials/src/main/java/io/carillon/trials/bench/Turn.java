package io.carillon.trials.bench;

import java.nio.file.Path;
import java.util.List;

/// One turn, in a JVM of its own: whose it is, of how many occurrences, and a folder to keep things
/// in. Its figures are the last line of what it prints; a line before that says how it goes.
record Turn(String contestant, int count, Path folder) {
    private static final int WARM_UP_MAX = 300_000;
    private static final int SLOW_WARM_UP_MAX = 30_000;

    /// `MODE CONTESTANT COUNT FOLDER`.
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Turn turn = new Turn(words.get(1), Integer.parseInt(words.get(2)), Path.of(words.get(3)));
        System.out.println(Modes.of(words.getFirst()).measurement().of(turn).line());
        System.exit(0); // some leave threads behind
    }

    /// How many occurrences warm up whoever is measured, and are not counted: so that it is a
    /// service that has run for a while, and not the compiler of the JDK. The slow ones take longer
    /// for fewer.
    int warmUp() {
        return Contestants.SLOW.contains(contestant)
                ? Math.min(SLOW_WARM_UP_MAX, warmUp(count))
                : warmUp(count);
    }

    /// The same, of those who are not slow.
    static int warmUp(int count) {
        return Math.min(WARM_UP_MAX, 10 * count);
    }

    /// What is done with a database of the turn's own.
    interface Use {
        Figures of(BenchDatabase database) throws Exception;
    }

    Figures overDatabase(Use use) throws Exception {
        return over(BenchDatabase.in(folder.resolve("database")), use);
    }

    /// The same, of a database that counts the statements it is given.
    Figures overCountingDatabase(Use use) throws Exception {
        return over(BenchDatabase.counting(folder.resolve("database")), use);
    }

    /// The same, of a database that tells of waits for locks.
    Figures overTellingDatabase(Use use) throws Exception {
        return over(BenchDatabase.tellingOfLocks(folder.resolve("database")), use);
    }

    private static Figures over(BenchDatabase opened, Use use) throws Exception {
        try (BenchDatabase database = opened) {
            String durability = database.durability();
            return use.of(database).over(durability);
        }
    }
}
