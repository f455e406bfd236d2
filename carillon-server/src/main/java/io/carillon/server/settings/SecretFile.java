package io.carillon.server.settings;

import io.carillon.channels.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The webhook secret that is made once and kept in the data folder, for its owner's eyes only.
public final class SecretFile {
    private static final String NAME = "webhook.secret";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    public static WebhookSecret in(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(dataDir);
                write(file, WebhookSecret.generate());
            }
            return WebhookSecret.parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw new SetupException(
                    "the webhook secret in %s cannot be read or made (%s): check who owns the folder, or set CARILLON_WEBHOOK_SECRET."
                            .formatted(file, e),
                    e);
        } catch (IllegalArgumentException e) {
            throw new SetupException(
                    "%s cannot be used: %s; restore it, or delete it to have a new one made."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    // Whole or not at all: a crash in between must not leave half a secret behind.
    private static void write(Path file, WebhookSecret secret) throws IOException {
        Path whole =
                Files.createTempFile(file.toAbsolutePath().getParent(), NAME, null, OWNER_ONLY);
        try (var out =
                Files.newOutputStream(whole, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
            out.write((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
