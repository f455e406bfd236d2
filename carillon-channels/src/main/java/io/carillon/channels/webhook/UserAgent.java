package io.carillon.channels.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What requests name themselves: `Carillon/` and the version that was built.
final class UserAgent {
    static final String VALUE = "Carillon/" + version();

    private UserAgent() {}

    private static String version() {
        Properties build = new Properties();
        try (InputStream in = UserAgent.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read build.properties of this module", e);
        }
        return build.getProperty("version");
    }
}
