package io.carillon.server.delivery;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.Tenant;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Views;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.TzMove;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.http.Cursor;
import io.carillon.server.http.Page;
import io.carillon.server.http.Paging;
import io.carillon.server.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who is due at another instant since the tz database changed, newest first.
@RestController
final class MoveController {
    private static final String LIST = "moves";

    private final Views views;

    MoveController(Engine engine) {
        this.views = engine.views();
    }

    @GetMapping(path = "/v1/moves", produces = APPLICATION_JSON_VALUE)
    Page<MoveJson> list(HttpServletRequest request) {
        Paging paging = Paging.of(Query.of(request));
        List<TzMove> found =
                views.moves(paging.after(LIST, MoveController::position), paging.limit() + 1);
        Map<Integer, Occasion> occasions = views.occasions();
        return Page.of(found, paging.limit(), MoveController::cursor)
                .map(move -> json(move, occasions));
    }

    private static MoveJson json(TzMove move, Map<Integer, Occasion> occasions) {
        String occasion =
                Optional.ofNullable(occasions.get(move.key().occasion()))
                        .map(Occasion::key)
                        .orElse("");
        return MoveJson.of(move, occasion);
    }

    private static Cursor cursor(TzMove last) {
        ScheduleKey key = last.key();
        return new Cursor(
                LIST,
                List.of(
                        last.movedAt().toString(),
                        key.subject().toString(),
                        Integer.toString(key.occasion()),
                        key.step()));
    }

    private static TzMoves.Position position(List<String> place) {
        ScheduleKey key =
                new ScheduleKey(
                        Tenant.DEFAULT,
                        new SubjectId(Cursor.id(place.get(1))),
                        Integer.parseInt(place.get(2)),
                        Cursor.word(place.get(3)));
        return new TzMoves.Position(Cursor.instant(place.getFirst()), key);
    }
}
