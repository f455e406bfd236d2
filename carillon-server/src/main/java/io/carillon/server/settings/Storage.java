package io.carillon.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/// Where things are kept: a folder, and either a database server of our own over it or an outside
/// one.
public record Storage(Path dataDir, Optional<OutsideDatabase> outside) {
    /// A database server that somebody else runs.
    public record OutsideDatabase(String jdbcUrl, String user, String password) {
        /// The address without its parameters, which may hold a password.
        public String shown() {
            int parameters = jdbcUrl.indexOf('?');
            return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        }

        @Override
        public String toString() {
            return "OutsideDatabase[" + shown() + "]";
        }
    }
}
