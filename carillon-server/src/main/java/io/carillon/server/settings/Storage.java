package io.carillon.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/// Where things are kept: a folder, and either a database server of our own over it or an outside
/// one.
public record Storage(Path dataDir, Optional<OutsideDatabase> outside) {
    /// A database server that somebody else runs.
    public record OutsideDatabase(String jdbcUrl, String user, String password) {
        /// The address without what may hold a password: its parameters, and what stands before the
        /// host, where others than JDBC have it.
        public String shown() {
            return jdbcUrl.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
        }

        @Override
        public String toString() {
            return "OutsideDatabase[" + shown() + "]";
        }
    }
}
