package io.carillon.server.tzdata;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Where the tz database comes from, and what it was at the start.
public sealed interface Tzdata {
    /// The tz database to start with.
    TzSnapshot atStart();

    /// Hands over every other one that comes later, until it is closed.
    AutoCloseable follow(Consumer<TzSnapshot> use);

    /// Reads the tz database in a folder; fails with a message for the operator.
    interface Reader {
        TzSnapshot read(Path folder) throws IOException;
    }

    /// One that comes with the program and stays.
    static Tzdata of(TzSnapshot snapshot) {
        return new Fixed(snapshot);
    }

    /// The one in a folder, which may be replaced while the server runs.
    static Tzdata in(Path folder, Reader reader) throws IOException {
        // Taken before reading, so that what changes meanwhile is noticed later.
        String state = FolderState.of(folder);
        return new InFolder(folder, state, reader, reader.read(folder));
    }

    record Fixed(TzSnapshot atStart) implements Tzdata {
        @Override
        public AutoCloseable follow(Consumer<TzSnapshot> use) {
            return () -> {};
        }
    }

    record InFolder(Path folder, String state, Reader reader, TzSnapshot atStart)
            implements Tzdata {
        @Override
        public AutoCloseable follow(Consumer<TzSnapshot> use) {
            return new TzdataWatch(folder, state, reader, use).start();
        }
    }
}
