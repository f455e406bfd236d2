package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL's programs, run over one data folder as one account. All they say goes to the log of
/// that folder. None of the caller's `PG…` variables, locale or time zone reaches them.
record Programs(Binaries binaries, ServerAccount account, DataFolder folder) {

    private static final Duration RUN_LIMIT = Duration.ofMinutes(10);

    /// How a run ended, with the last that was said while it ran.
    record Ended(String program, int status, List<String> lastLines) {

        boolean well() {
            return status == 0;
        }

        boolean said(String words) {
            return lastLines.stream().anyMatch(line -> line.contains(words));
        }
    }

    Ended run(String program, String... arguments) throws IOException {
        return feed("", program, arguments);
    }

    /// Runs a program to its end with `input` on its stdin. Waits even if this thread is
    /// interrupted: a stop that is given up halfway helps nobody.
    Ended feed(String input, String program, String... arguments) throws IOException {
        var log = new ServerLog(folder.log());
        long from = log.end();
        var process = builder(program, arguments).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // it has ended before it has read all; its status says why
        }
        process.onExit().completeOnTimeout(process, RUN_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
        return new Ended(program, process.exitValue(), log.lastLinesSince(from));
    }

    /// The sentence for a run that did not end well.
    EmbeddedPostgresException failure(String undone, Ended ended) {
        if (ended.said("No space left on device")) {
            return new EmbeddedPostgresException(
                    "%s in %s: no space is left on its disk; make room, or choose another folder with --data."
                            .formatted(undone, folder.root()));
        }
        return new EmbeddedPostgresException(
                "%s in %s: %s ended with status %d and %s"
                        .formatted(
                                undone,
                                folder.root(),
                                ended.program(),
                                ended.status(),
                                why(ended)));
    }

    private String why(Ended ended) {
        return ended.lastLines().isEmpty()
                ? "left nothing in " + folder.log() + "."
                : "left this in " + folder.log() + ":\n" + String.join("\n", ended.lastLines());
    }

    private ProcessBuilder builder(String program, String... arguments) {
        var command = new ArrayList<>(account.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.directory(folder.root().toFile());
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(folder.log().toFile()));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }
}
