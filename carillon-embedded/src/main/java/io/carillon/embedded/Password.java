package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The secret of the database user, made once and kept in a file that only its owner can read.
record Password(String value) {

    private static final int RANDOM_BYTES = 24;

    static Optional<Password> keptIn(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file).strip())
                        .filter(kept -> !kept.isEmpty())
                        .map(Password::new)
                : Optional.empty();
    }

    /// 32 letters that need no quoting in a URL, a shell or SQL.
    static Password random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    Password keepIn(Path file) throws IOException {
        Folders.writeWhole(file, value + "\n", PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    @Override
    public String toString() {
        return "Password[***]";
    }
}
