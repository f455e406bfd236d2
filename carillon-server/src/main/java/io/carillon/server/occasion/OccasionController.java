package io.carillon.server.occasion;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.input.Fields;
import io.carillon.engine.input.OccasionFields;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.OccasionEdits;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// The definitions of occasions. There is one, `birthday`.
@RestController
final class OccasionController {
    /// What a client may send back: all that it was told. How far the schedules have followed is
    /// the server's, and is left alone.
    private static final Set<String> TOLD =
            Stream.concat(OccasionFields.KNOWN.stream(), Stream.of("replan"))
                    .collect(Collectors.toUnmodifiableSet());

    private final OccasionEdits occasions;

    OccasionController(Engine engine) {
        this.occasions = engine.occasions();
    }

    @GetMapping(path = "/v1/occasions/{key}", produces = APPLICATION_JSON_VALUE)
    OccasionJson read(@PathVariable String key) {
        return occasions
                .find(key)
                .map(OccasionJson::of)
                .orElseThrow(OccasionController::noSuchOccasion);
    }

    @PutMapping(path = "/v1/occasions/{key}", produces = APPLICATION_JSON_VALUE)
    OccasionJson.Changed change(@PathVariable String key, HttpServletRequest request) {
        Fields fields = new Fields(JsonBody.read(request), TOLD);
        OccasionFields wanted = OccasionFields.read(fields);
        ProblemException.check(fields);
        return occasions
                .change(key, wanted::applyTo)
                .map(OccasionJson.Changed::of)
                .orElseThrow(OccasionController::noSuchOccasion);
    }

    private static ProblemException noSuchOccasion() {
        return new ProblemException(Problem.notFound("there is no such occasion"));
    }
}
