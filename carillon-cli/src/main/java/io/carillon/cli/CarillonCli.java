package io.carillon.cli;

import io.carillon.calendar.TzSnapshot;
import io.carillon.cli.doctor.Doctor;
import io.carillon.cli.lines.JsonLines;
import io.carillon.cli.lines.LineCommand;
import io.carillon.cli.simulate.Simulate;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;

/// The main program of the commands that run here: finds the one that is meant and lets it answer.
/// Its status is 0 when all went well, 1 when it could not go on, 2 when no such command is known.
public final class CarillonCli {
    private static final String HELP =
            """
            Usage: carillon next < items.jsonl
                   carillon simulate < scenarios.jsonl
                   carillon doctor

            next reads an item from each line of its input, what recurs and where, and writes a line
            that says when it happens next. simulate reads a scenario from each line and writes a line
            that says what would ring, by the engine itself, under a virtual clock. Nothing is sent.
            doctor says what runs here, by which tz database, and where that of the JDK differs.
            All read the tz database that came along, or the one in the folder CARILLON_TZDATA_DIR.
            See docs/cli.md.
            """;

    private CarillonCli() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help") || given.contains("-h")) {
            System.err.print(HELP);
            return;
        }
        System.exit(run(given));
    }

    private static int run(List<String> given) {
        return switch (String.join(" ", given)) {
            case "next" -> withTz((tz, _) -> answer(() -> new Next(tz, InstantSource.system())));
            case "simulate" -> withTz((tz, _) -> answer(() -> new Simulate(tz)));
            case "doctor" -> {
                System.out.print(Doctor.installation());
                yield withTz(CarillonCli::examine);
            }
            default -> {
                System.err.print(HELP);
                yield 2;
            }
        };
    }

    private static int withTz(ToIntBiFunction<TzSnapshot, TzSetting> command) {
        try {
            TzSetting setting = TzSetting.of(System.getProperties(), System.getenv());
            return command.applyAsInt(setting.read(), setting);
        } catch (IOException e) {
            System.err.println("carillon: " + e.getMessage());
            return 1;
        }
    }

    private static int examine(TzSnapshot tz, TzSetting setting) {
        System.out.print(Doctor.timeZones(tz, setting.origin(), InstantSource.system().instant()));
        return 0;
    }

    /// Signals end it in order: the last whole line goes out, and what was made is removed.
    private static int answer(Supplier<LineCommand> making) {
        // Past System.out, which would hide that nobody reads on.
        JsonLines lines = new JsonLines(System.in, new FileOutputStream(FileDescriptor.out));
        try (LineCommand command = making.get()) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(lines, command), "carillon-stop"));
            return switch (lines.answerAll(command)) {
                case JsonLines.End.Well() -> 0;
                case JsonLines.End.Badly(String reason) -> {
                    System.err.println("carillon: " + reason);
                    yield 1;
                }
            };
        }
    }

    private static void stop(JsonLines lines, LineCommand command) {
        lines.stop();
        command.close();
    }
}
