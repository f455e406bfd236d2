package io.carillon.calendar.tzif;

import java.io.IOException;

/// A file of a compiled tz database cannot be used. The message names the file and says why.
public final class TzifException extends IOException {
    private static final long serialVersionUID = 1L;

    public TzifException(String file, String reason) {
        super(file + " " + reason);
    }
}
