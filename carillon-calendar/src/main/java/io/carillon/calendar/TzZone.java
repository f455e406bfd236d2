package io.carillon.calendar;

import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// A zone of one release, under its own id. Its rules are read when somebody first asks for them.
public final class TzZone {
    private final String id;
    private final byte[] file;
    private volatile @Nullable ZoneRules rules;
    private volatile @Nullable SteadyOffsets steady;

    TzZone(String id, byte[] file) {
        this.id = id;
        this.file = file;
    }

    TzZone(String id, ZoneRules rules) {
        this(id, new byte[0]);
        this.rules = rules;
    }

    /// Its own id, whatever link it was found by.
    public String id() {
        return id;
    }

    public ZoneRules rules() {
        try {
            return read();
        } catch (TzifException e) {
            throw new IllegalStateException("zones of this snapshot are sound", e);
        }
    }

    /// The only offset under which a local time exists, where that can be said without a search:
    /// almost always. Null says nothing.
    @Nullable ZoneOffset steadyOffset(LocalDateTime local) {
        SteadyOffsets known = steady;
        if (known == null) {
            known = new SteadyOffsets(rules());
            steady = known;
        }
        return known.find(local);
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
