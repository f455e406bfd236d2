package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the README shows is what happens: its console session, typed into a shell beside a fresh
/// server. Likewise that of the API's document, where sending is held.
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path API = Path.of("..", "docs", "api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
    private static final String WILDCARD = "…";

    /// A command, and what it is said to print.
    private record Step(String command, String output) {
        boolean matches(String printed) {
            String pattern =
                    Stream.of(output.split(WILDCARD, -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*"));
            return printed.matches("(?s)" + pattern);
        }

        /// Whether it waits for something: then a busy machine may take longer than the README's.
        boolean isPatient() {
            return command.startsWith("sleep ");
        }
    }

    @Test
    void the_session_in_the_readme_goes_as_it_says() throws IOException {
        assumeTrue(isThere("bash") && isThere("curl"), "the session is one of bash and curl");
        assertThat(replay(README, Map.of())).hasSizeGreaterThan(5);
    }

    @Test
    void the_session_in_the_document_of_the_api_goes_as_it_says() throws IOException {
        assumeTrue(isThere("bash") && isThere("curl"), "the session is one of bash and curl");
        assertThat(replay(API, Map.of("CARILLON_HOLD", "true"))).hasSize(4);
    }

    private static List<Step> replay(Path document, Map<String, String> environment)
            throws IOException {
        List<Step> steps = steps(document);
        try (TestServer server = TestServer.start(environment);
                Shell shell = new Shell(server.port())) {
            for (Step step : steps) {
                replay(step, shell);
            }
        }
        return steps;
    }

    private static void replay(Step step, Shell shell) throws IOException {
        if (step.isPatient()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> step.matches(shell.type(step.command())));
            return;
        }
        String printed = shell.type(step.command());
        assertThat(step.matches(printed))
                .as("$ %s\n%s\n\nbut the README says\n\n%s", step.command(), printed, step.output())
                .isTrue();
    }

    private static List<Step> steps(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .map(MatchResult::group)
                .flatMap(block -> steps(block.lines().toList()).stream())
                .toList();
    }

    private static List<Step> steps(List<String> block) {
        List<Step> steps = new ArrayList<>();
        for (String line : block) {
            if (line.startsWith("```")) {
                continue;
            }
            if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), ""));
                continue;
            }
            Step last = steps.removeLast();
            steps.add(
                    last.command().endsWith("\\")
                            ? new Step(last.command() + "\n" + line, "")
                            : new Step(last.command(), (last.output() + "\n" + line).strip()));
        }
        return steps;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// A shell to type into, for which the server's port is the README's.
    private static final class Shell implements AutoCloseable {
        private static final String DONE = "--done--";

        private final int port;
        private final Process bash;
        private final Writer in;
        private final BufferedReader out;

        Shell(int port) throws IOException {
            this.port = port;
            this.bash =
                    new ProcessBuilder("bash", "--noprofile", "--norc")
                            .redirectErrorStream(true)
                            .start();
            this.in = bash.outputWriter(StandardCharsets.UTF_8);
            this.out = bash.inputReader(StandardCharsets.UTF_8);
        }

        /// What a command prints, without the line break at its end.
        String type(String command) throws IOException {
            in.write(command.replace("localhost:8080", "localhost:" + port));
            in.write("\necho; echo " + DONE + "\n");
            in.flush();
            List<String> printed = new ArrayList<>();
            for (String line = out.readLine(); !DONE.equals(line); line = out.readLine()) {
                if (line == null) {
                    throw new IOException("the shell ended at: " + command);
                }
                printed.add(line);
            }
            return String.join("\n", printed).strip();
        }

        @Override
        public void close() {
            bash.destroy();
        }
    }
}
