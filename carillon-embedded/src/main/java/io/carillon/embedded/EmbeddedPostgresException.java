package io.carillon.embedded;

/// The embedded PostgreSQL could not do what was asked of it. The message is one sentence for the
/// operator: what was tried, where, and the way out; where PostgreSQL itself has spoken, the last
/// lines of its log follow.
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
