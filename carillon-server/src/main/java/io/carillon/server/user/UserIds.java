package io.carillon.server.user;

import io.carillon.engine.input.FieldError;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.http.Ids;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import io.carillon.server.http.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which user a request is about. The id comes in the path, in the body, or as `?id=`; where it
/// comes twice, it must be the same; an empty one is none.
final class UserIds {
    private UserIds() {}

    static SubjectId of(Optional<String> path, Query query, Optional<ObjectNode> body) {
        List<String> given = new ArrayList<>(query.all(UserFields.ID));
        path.ifPresent(given::add);
        body.map(object -> object.get(UserFields.ID)).map(UserIds::text).ifPresent(given::add);
        given.removeIf(String::isEmpty);
        if (given.isEmpty()) {
            throw malformed(
                    "missing_id",
                    "required",
                    "say which user: /user/{id}, ?id=, or id in the body");
        }
        Set<String> ids =
                given.stream()
                        .map(text -> Ids.find(text).map(UUID::toString).orElse(text))
                        .collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw malformed("contradicting_ids", "contradicting", "the ids given are not the same");
        }
        return Ids.find(ids.iterator().next()).map(SubjectId::new).orElseThrow(UserIds::noSuchUser);
    }

    static ProblemException noSuchUser() {
        return new ProblemException(Problem.notFound("there is no such user"));
    }

    private static ProblemException malformed(String code, String fieldCode, String detail) {
        return new ProblemException(
                Problem.malformed(code, new FieldError(UserFields.ID, fieldCode, detail)));
    }

    private static String text(JsonNode id) {
        if (!id.isString()) {
            throw new ProblemException(
                    Problem.ofFields(
                            List.of(
                                    new FieldError(
                                            UserFields.ID, "wrong_type", "it must be a string"))));
        }
        return id.stringValue();
    }
}
