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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// The definitions of occasions. There is one, `birthday`.
@RestController
final class OccasionController {
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
        Fields fields = new Fields(JsonBody.read(request), OccasionFields.KNOWN);
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
