package io.carillon.server.delivery;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.Tenant;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Upcoming;
import io.carillon.engine.runtime.Views;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.http.Cursor;
import io.carillon.server.http.Ids;
import io.carillon.server.http.Page;
import io.carillon.server.http.Paging;
import io.carillon.server.http.ProblemException;
import io.carillon.server.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What rings next, soonest first.
@RestController
final class UpcomingController {
    private static final String LIST = "upcoming";

    private final Views views;

    UpcomingController(Engine engine) {
        this.views = engine.views();
    }

    @GetMapping(path = "/v1/upcoming", produces = APPLICATION_JSON_VALUE)
    Page<UpcomingJson> list(HttpServletRequest request) {
        Query query = Query.of(request);
        Paging paging = Paging.of(query);
        List<Upcoming> found =
                views.upcoming(
                        query.find("subject").map(UpcomingController::subject),
                        paging.after(LIST, UpcomingController::position),
                        paging.limit() + 1);
        return Page.of(found, paging.limit(), UpcomingController::cursor).map(UpcomingJson::of);
    }

    private static SubjectId subject(String text) {
        return Ids.find(text)
                .map(SubjectId::new)
                .orElseThrow(() ->
                        ProblemException.ofParameter(
                                "subject", "invalid_id", "it is not an id of Carillon's"));
    }

    private static Cursor cursor(Upcoming last) {
        ScheduleKey key = last.schedule();
        return new Cursor(
                LIST,
                List.of(
                        last.dueAt().toString(),
                        key.subject().toString(),
                        Integer.toString(key.occasion()),
                        key.step()));
    }

    private static Schedules.Position position(List<String> place) {
        ScheduleKey key =
                new ScheduleKey(
                        Tenant.DEFAULT,
                        new SubjectId(Cursor.id(place.get(1))),
                        Integer.parseInt(place.get(2)),
                        Cursor.word(place.get(3)));
        return new Schedules.Position(Cursor.instant(place.getFirst()), key);
    }
}
