package io.carillon.server.delivery;

import io.carillon.engine.delivery.Operate;
import io.carillon.engine.delivery.Refusal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of doing something to many deliveries; `next` is the cursor to go on from, or null.
record OperatedJson(int done, int refused, List<Refused> refusals, @Nullable String next) {
    /// One to which it was not done, and why.
    record Refused(UUID id, String code, String detail) {
        static Refused of(Refusal refusal) {
            return new Refused(
                    refusal.id().uuid(), OperatedJson.code(refusal), OperatedJson.detail(refusal));
        }
    }

    static OperatedJson of(Operate.Done done) {
        return new OperatedJson(
                done.done().size(),
                done.refused().size(),
                done.refused().stream().map(Refused::of).toList(),
                done.last().map(OperationFields::cursor).orElse(null));
    }

    static String code(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchDelivery _ -> "not_found";
            case Refusal.WrongState _ -> "wrong_state";
            case Refusal.SubjectDeleted _ -> "subject_deleted";
        };
    }

    static String detail(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchDelivery _ -> "there is no such delivery";
            case Refusal.WrongState wrong ->
                    "it is %s, and in that state this cannot be done"
                            .formatted(wrong.state().text());
            case Refusal.SubjectDeleted _ ->
                    "its subject was deleted, and what its message was made of is forgotten";
        };
    }
}
