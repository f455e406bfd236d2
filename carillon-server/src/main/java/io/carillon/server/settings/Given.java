package io.carillon.server.settings;

/// A value that the operator gave, and the name under which: `--port`, `carillon.port` or
/// `CARILLON_PORT`.
record Given(String name, String value) {
    /// The value is not usable; `rule` says what would be.
    SetupException wrong(String rule) {
        return new SetupException("%s is '%s', but it must be %s.".formatted(name, value, rule));
    }

    /// The value is well-formed, but what it names is not usable.
    SetupException unusable(String why, Throwable cause) {
        return new SetupException(
                "%s is '%s', which cannot be used: %s.".formatted(name, value, why), cause);
    }

    /// The value is not usable, and too secret to be shown.
    SetupException wrongUnseen(String why) {
        return new SetupException("%s cannot be used: %s.".formatted(name, why));
    }
}
