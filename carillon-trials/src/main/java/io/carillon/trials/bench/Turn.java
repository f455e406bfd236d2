package io.carillon.trials.bench;

import java.nio.file.Path;

/// One turn of one contestant, in a JVM of its own: `MODE CONTESTANT COUNT FOLDER`. Its figures are
/// the last line of what it prints.
final class Turn {
    private Turn() {}

    public static void main(String[] arguments) throws Exception {
        Mode mode = Mode.of(arguments[0]);
        String name = arguments[1];
        int count = Integer.parseInt(arguments[2]);
        try (BenchDatabase database = new BenchDatabase(Path.of(arguments[3]))) {
            database.checkDurable();
            try (Contestant contestant = Contestants.make(name, database)) {
                System.out.println(mode.turn(contestant, name, database, count).line());
            }
        }
        System.exit(0); // some leave threads behind
    }
}
