package io.carillon.server.page;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Holds.Hold;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.input.Json;
import io.carillon.engine.runtime.Upcoming;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.inbox.Inbox;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// What the page shows, as HTML. A pure function of what was read.
record Overview(
        List<Subject> users,
        List<Upcoming> upcoming,
        List<Schedule> parked,
        Optional<Hold> hold,
        List<Endpoint> endpoints,
        Map<SubjectId, Subject> celebrated,
        List<Inbox.Arrival> arrivals,
        TzSnapshot tz) {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    String html(String style, int rowsMax) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <link rel="icon" href="data:,">
        <title>Carillon</title>
        <style>%s</style>
        </head>
        <body>
        <h1>Carillon</h1>
        <p class="lead">Rings for each person at their own hour.</p>
        %s
        %s
        <h2>Next</h2>
        %s
        %s
        <h2>Arrived in the inbox</h2>
        %s
        <h2>Users</h2>
        %s
        <footer>tz database %s · this page looks again every five seconds · as JSON:
        <a href="/v1/upcoming">upcoming</a>,
        <a href="/v1/deliveries">deliveries</a>,
        <a href="/inbox">inbox</a>,
        <a href="/v1/occasions/birthday">birthday</a>,
        <a href="/v1/endpoints">endpoints</a>,
        <a href="/health/ready">health</a></footer>
        </body>
        </html>
        """
                .formatted(
                        style,
                        held(),
                        shutTable(),
                        nextTable(rowsMax),
                        parkedTable(rowsMax),
                        arrivalsTable(rowsMax),
                        usersTable(rowsMax),
                        Html.escape(tz.version()));
    }

    private String held() {
        return hold.map(it ->
                        "<h2>Nothing is sent</h2><p>Sending is held since %s: POST /v1/release ends that.</p>"
                                .formatted(seconds(it.heldAt())))
                .orElse("");
    }

    /// Only when there is one.
    private String shutTable() {
        List<List<String>> rows = endpoints.stream().flatMap(Overview::shut).toList();
        return rows.isEmpty()
                ? ""
                : "<h2>Endpoints that nothing is sent to</h2>"
                        + Html.table(List.of("Endpoint", "Why", "Until"), rows, "");
    }

    private static Stream<List<String>> shut(Endpoint endpoint) {
        Optional<Health.Disabled> disabled = endpoint.health().disabled();
        if (disabled.isPresent()) {
            return Stream.of(
                    List.of(
                            endpoint.key(),
                            "disabled since %s: %s"
                                    .formatted(
                                            seconds(disabled.get().at()), disabled.get().reason()),
                            "a PATCH enables it"));
        }
        return endpoint.health().breaker() instanceof Breaker.Open open
                ? Stream.of(
                        List.of(
                                endpoint.key(),
                                "nearly everything failed before " + seconds(open.openedAt()),
                                "it answers a probe; the next one goes at "
                                        + seconds(open.probeAt())))
                : Stream.empty();
    }

    private String nextTable(int rowsMax) {
        List<List<String>> rows =
                upcoming.stream()
                        .limit(rowsMax)
                        .map(next ->
                                List.of(
                                        LOCAL.format(next.local()),
                                        next.zone(),
                                        next.dueAt().toString(),
                                        name(next.schedule().subject())))
                        .toList();
        return Html.table(
                        List.of("Local time", "Zone", "Instant", "Whose birthday"),
                        rows,
                        "Nothing yet: POST a user to /user.")
                + more(upcoming, rowsMax);
    }

    /// Only when there is something to mend.
    private String parkedTable(int rowsMax) {
        if (parked.isEmpty()) {
            return "";
        }
        List<List<String>> rows =
                parked.stream()
                        .limit(rowsMax)
                        .map(schedule ->
                                List.of(
                                        schedule.key().subject().toString(),
                                        schedule.parked().orElse("")))
                        .toList();
        return "<h2>Cannot be planned until a PUT mends it</h2>"
                + Html.table(List.of("User", "Why"), rows, "")
                + more(parked, rowsMax);
    }

    private String arrivalsTable(int rowsMax) {
        List<List<String>> rows =
                arrivals.stream()
                        .limit(rowsMax)
                        .map(arrival ->
                                List.of(seconds(arrival.receivedAt()), message(arrival.body())))
                        .toList();
        return Html.table(List.of("Received", "Message"), rows, "Nothing has arrived yet.")
                + more(arrivals, rowsMax);
    }

    private String usersTable(int rowsMax) {
        List<List<String>> rows =
                users.stream()
                        .limit(rowsMax)
                        .map(user ->
                                List.of(
                                        name(user),
                                        user.profile().dates().getOrDefault("dateOfBirth", ""),
                                        user.profile().zone(),
                                        user.id().toString()))
                        .toList();
        return Html.table(
                        List.of("Name", "Date of birth", "Zone", "Id"), rows, "Nobody is here yet.")
                + more(users, rowsMax);
    }

    private static String more(List<?> found, int rowsMax) {
        return found.size() > rowsMax
                ? "<p class=\"more\">There are more; the first %d are shown.</p>".formatted(rowsMax)
                : "";
    }

    private String name(SubjectId id) {
        Subject user = celebrated.get(id);
        return user == null ? id.toString() : name(user);
    }

    private static String name(Subject user) {
        Map<String, String> attributes = user.profile().attributes();
        return attributes.getOrDefault("firstName", "")
                + " "
                + attributes.getOrDefault("lastName", "");
    }

    private static String message(String body) {
        try {
            return Json.MAPPER.readTree(body).path("message").asString(body);
        } catch (JacksonException _) {
            return body;
        }
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
