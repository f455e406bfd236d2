package io.carillon.engine.occasion;

/// What recurs, and how: the definition that all its schedules are planned by. `anchor` names which
/// of a subject's dates recurs; `version` counts the changes.
public record Occasion(
        int tenant, int id, String key, String anchor, int version, Policies policies, Step step) {
    /// The built-in occasion that every user has.
    public static final String BIRTHDAY = "birthday";
}
