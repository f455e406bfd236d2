package io.carillon.engine.delivery;

import io.carillon.engine.subject.SubjectId;
import java.time.Instant;

/// What a delivery says: the text and the facts around it. The same on every attempt.
public record Message(
        String text,
        String occasion,
        SubjectId subject,
        String period,
        Instant dueAt,
        boolean late) {}
