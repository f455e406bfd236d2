package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// All that a delivery's message is made of, fixed by the claim that made the delivery: so that
/// each attempt sends the same bytes.
public record Content(String period, Instant dueAt, boolean late, Map<String, String> inputs) {
    /// The message; none when an input is missing.
    public Optional<Message> message(Occasion occasion, SubjectId subject) {
        return Template.render(occasion.step().template(), inputs)
                .map(text -> new Message(text, occasion.key(), subject, period, dueAt, late));
    }
}
