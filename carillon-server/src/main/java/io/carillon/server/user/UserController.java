package io.carillon.server.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.input.Fields;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.NewSubject;
import io.carillon.engine.runtime.SubjectEdits;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.ProblemException;
import io.carillon.server.http.Query;
import io.carillon.server.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Users: subjects of the kind `user`, each with a birthday.
@RestController
final class UserController {
    static final String KIND = "user";

    private final SubjectEdits subjects;
    private final UserFields fields;
    private final UserRules rules;

    UserController(Engine engine, Settings settings) {
        this.subjects = engine.subjects();
        this.fields = new UserFields(engine::tz, settings.birthDateMin());
        this.rules = new UserRules(engine::tz, engine.clock());
    }

    @PostMapping(path = "/user", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<UserJson> create(HttpServletRequest request) {
        UserPatch wanted = fields.whole(JsonBody.read(request));
        NewSubject user =
                new NewSubject(KIND, Optional.empty(), rules.apply(wanted, UserPatch.BLANK));
        UserJson created = UserJson.of(subjects.create(user));
        return ResponseEntity.created(URI.create("/user/" + created.id())).body(created);
    }

    @GetMapping(
            path = {"/user", "/user/{id}"},
            produces = APPLICATION_JSON_VALUE)
    UserJson read(@PathVariable Optional<String> id, HttpServletRequest request) {
        return UserJson.of(existing(UserIds.of(id, Query.of(request), Optional.empty())));
    }

    @PutMapping(
            path = {"/user", "/user/{id}"},
            produces = APPLICATION_JSON_VALUE)
    UserJson change(@PathVariable Optional<String> id, HttpServletRequest request) {
        ObjectNode body = JsonBody.read(request);
        Subject user = existing(UserIds.of(id, Query.of(request), Optional.of(body)));
        UserPatch wanted = fields.part(body);
        if (wanted.isEmpty()) {
            return UserJson.of(user);
        }
        return subjects.change(user.id(), profile -> rules.apply(wanted, profile))
                .map(UserJson::of)
                .orElseThrow(UserIds::noSuchUser);
    }

    @DeleteMapping({"/user", "/user/{id}"})
    ResponseEntity<Void> delete(@PathVariable Optional<String> id, HttpServletRequest request) {
        Optional<ObjectNode> body = JsonBody.readIfAny(request);
        SubjectId user = UserIds.of(id, Query.of(request), body);
        body.ifPresent(object -> ProblemException.check(new Fields(object, Set.of(UserFields.ID))));
        if (!subjects.delete(user)) {
            throw UserIds.noSuchUser();
        }
        return ResponseEntity.noContent().build();
    }

    private Subject existing(SubjectId id) {
        return subjects.find(id)
                .filter(subject -> subject.kind().equals(KIND))
                .orElseThrow(UserIds::noSuchUser);
    }
}
