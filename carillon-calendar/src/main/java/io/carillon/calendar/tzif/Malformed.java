package io.carillon.calendar.tzif;

/// Something in a file is not as it must be. The message goes on after the file's name.
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
        super(reason);
    }
}
