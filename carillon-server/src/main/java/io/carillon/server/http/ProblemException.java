package io.carillon.server.http;

import io.carillon.engine.input.FieldError;
import io.carillon.engine.input.Fields;
import java.util.List;

/// Ends a request with a problem. Only [Failures] catches it.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // Without a stack trace: the client is at fault, and nobody will read one.
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /// A value of the query that cannot be used.
    public static ProblemException ofParameter(String name, String code, String detail) {
        return new ProblemException(Problem.ofFields(List.of(new FieldError(name, code, detail))));
    }

    /// Ends the request if any of these fields was wrong.
    public static void check(Fields fields) {
        if (!fields.errors().isEmpty()) {
            throw new ProblemException(Problem.ofFields(fields.errors()));
        }
    }

    public Problem problem() {
        return problem;
    }
}
