package io.carillon.server.settings;

/// Carillon cannot start. The message is one sentence for the operator: what is wrong, where, and
/// what would be right.
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SetupException(String message) {
        super(message);
    }

    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
