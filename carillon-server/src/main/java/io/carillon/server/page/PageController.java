package io.carillon.server.page;

import io.carillon.engine.Slot;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Upcoming;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.inbox.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The page at `/`: who is there, what is next, what arrived. It looks again by itself.
@RestController
final class PageController {
    /// As many of each as a person reads.
    private static final int ROWS_MAX = 50;

    private static final String STYLE = style();

    /// Nothing but our own style, known by its hash.
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    .formatted(sha256(STYLE));

    private final Engine engine;
    private final Inbox inbox;

    PageController(Engine engine, Inbox inbox) {
        this.engine = engine;
        this.inbox = inbox;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page() {
        List<Subject> users =
                engine.subjects().page("user", Optional.empty(), ROWS_MAX + 1).stream()
                        .sorted(Comparator.comparing(Subject::createdAt).reversed())
                        .toList();
        List<Upcoming> upcoming =
                engine.views().upcoming(Optional.empty(), Optional.empty(), ROWS_MAX + 1);
        Overview overview =
                new Overview(
                        users,
                        upcoming,
                        engine.views().parked(ROWS_MAX + 1),
                        engine.holding().seen(),
                        engine.endpoints().all(),
                        subjectsOf(upcoming),
                        inbox.newest(ROWS_MAX + 1),
                        engine.tz());
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .body(overview.html(STYLE, ROWS_MAX));
    }

    private Map<SubjectId, Subject> subjectsOf(List<Upcoming> upcoming) {
        return upcoming.stream()
                .map(next -> next.schedule().subject())
                .distinct()
                .flatMap(id -> engine.subjects().find(id).stream())
                .collect(Collectors.toMap(Subject::id, Function.identity()));
    }

    private static String style() {
        try (InputStream in = PageController.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        return Base64.getEncoder()
                .encodeToString(Slot.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
