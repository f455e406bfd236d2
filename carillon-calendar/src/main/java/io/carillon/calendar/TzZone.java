package io.carillon.calendar;

import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifException;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// A zone under its own id, whose rules are read when somebody first asks for them.
final class TzZone {
    private final String id;
    private final byte[] file;
    private volatile @Nullable ZoneRules rules;

    TzZone(String id, byte[] file) {
        this.id = id;
        this.file = file;
    }

    TzZone(String id, ZoneRules rules) {
        this(id, new byte[0]);
        this.rules = rules;
    }

    String id() {
        return id;
    }

    ZoneRules rules() {
        try {
            return read();
        } catch (TzifException e) {
            throw new IllegalStateException("zones of this snapshot are sound", e);
        }
    }

    /// Two who ask at the same time may both read, and get equal rules.
    ZoneRules read() throws TzifException {
        ZoneRules known = rules;
        if (known == null) {
            known = Tzif.read(id, file);
            rules = known;
        }
        return known;
    }
}
