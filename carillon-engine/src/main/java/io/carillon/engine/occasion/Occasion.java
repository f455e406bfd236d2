package io.carillon.engine.occasion;

import java.time.LocalTime;

/// What recurs, and how: the definition that all its schedules are planned by. `anchor` names which
/// of a subject's dates recurs; `version` counts the changes.
public record Occasion(
        int tenant, int id, String key, String anchor, int version, Policies policies, Step step) {
    /// The built-in occasion that every user has.
    public static final String BIRTHDAY = "birthday";

    public Occasion withVersion(int next) {
        return new Occasion(tenant, id, key, anchor, next, policies, step);
    }

    /// The same occasion under other policies, at another local time.
    public Occasion with(Policies changed, LocalTime localTime) {
        Step moved =
                new Step(step.key(), localTime, step.endpoint(), step.template(), step.sending());
        return new Occasion(tenant, id, key, anchor, version, changed, moved);
    }

    /// The same occasion, sent in another way.
    public Occasion with(Sending sending) {
        Step changed =
                new Step(step.key(), step.localTime(), step.endpoint(), step.template(), sending);
        return new Occasion(tenant, id, key, anchor, version, policies, changed);
    }
}
